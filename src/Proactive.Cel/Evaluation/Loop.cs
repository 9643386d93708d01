using System.Linq.Expressions;
using Proactive.Cel.Checking;
using Proactive.Cel.Parsing;

namespace Proactive.Cel.Evaluation;

/// <summary>The variables, labels and collecting of one comprehension's loop.</summary>
sealed class Loop(Comprehension node)
{
    readonly ParameterExpression list = Expression.Variable(typeof(List<CelValue>), "list");
    readonly ParameterExpression map = Expression.Variable(typeof(Dictionary<CelValue, CelValue>), "map");

    public ParameterExpression Range { get; } = Expression.Variable(typeof(CelValue), "range");
    public ParameterExpression Items { get; } = Expression.Variable(typeof(Iteration), "items");
    public ParameterExpression Count { get; } = Expression.Variable(typeof(int), "count");
    public ParameterExpression Position { get; } = Expression.Variable(typeof(int), "position");
    public ParameterExpression First { get; } = Expression.Variable(typeof(CelValue), node.First.Name);
    public ParameterExpression Second { get; } = Expression.Variable(typeof(CelValue), node.Second?.Name);
    public ParameterExpression Value { get; } = Expression.Variable(typeof(CelValue), "value");
    public ParameterExpression Matches { get; } = Expression.Variable(typeof(int), "matches");

    /// <summary>The comprehension's value in the end; until then absent, or the first error that another element may still absorb.</summary>
    public ParameterExpression Result { get; } = Expression.Variable(typeof(CelValue), "result");

    public LabelTarget Continue { get; } = Expression.Label();
    public LabelTarget Finished { get; } = Expression.Label();
    public LabelTarget End { get; } = Expression.Label();

    public IEnumerable<ParameterExpression> Variables => [list, map, Range, Items, Count, Position, First, Second, Value, Matches, Result];

    bool MakesMap => node.Kind is ComprehensionKind.TransformMap or ComprehensionKind.TransformMapEntry;

    public Expression Start() => node.Kind switch
    {
        ComprehensionKind.Map or ComprehensionKind.Filter => Expression.Assign(list, Expression.New(list.Type)),
        _ when MakesMap => Expression.Assign(map, Expression.New(map.Type)),
        _ => Expression.Assign(Matches, Expression.Constant(0)),
    };

    /// <summary>Sets the variables for the current position.</summary>
    public Expression Advance(bool isList)
    {
        var item = Expression.Property(Expression.Field(Items, nameof(Iteration.Items)), "Item", Position);
        if (node.Second is null)
            return Expression.Assign(First, item);
        if (isList)
            return Expression.Block(
                Expression.Assign(First, Values.Wrap(Expression.Convert(Position, typeof(long)))),
                Expression.Assign(Second, item));
        return Expression.Block(
            Expression.Assign(First, Expression.Call(Items, nameof(Iteration.First), null, Position)),
            Expression.Assign(Second, Expression.Call(Items, nameof(Iteration.Second), null, Position)));
    }

    public Expression EndWith(Expression value) => Expression.Block(Expression.Assign(Result, value), Expression.Goto(End));

    public Expression Collect(Expression value) => Expression.Call(list, nameof(List<CelValue>.Add), null, value);

    public Expression CollectValue(ComprehensionKind kind) => kind switch
    {
        ComprehensionKind.Map => Collect(Value),
        ComprehensionKind.TransformMap => Expression.Assign(Expression.Property(map, "Item", First), Value),
        _ => Expression.Block(
            Expression.Assign(Value, Expression.Call(typeof(Loop), nameof(AddEntries), null, map, Value, Expression.Constant(node.Body.Span.Offset))),
            Expression.IfThen(Values.IsError(Value), EndWith(Value))),
    };

    public Expression Finish()
    {
        Expression finished = node.Kind switch
        {
            ComprehensionKind.ExistsOne => Values.Wrap(Expression.Equal(Matches, Expression.Constant(1))),
            ComprehensionKind.Map or ComprehensionKind.Filter =>
                Values.Wrap(Expression.Convert(Expression.Call(list, nameof(List<CelValue>.ToArray), null), typeof(IReadOnlyList<CelValue>))),
            _ when MakesMap => Values.Wrap(Expression.Call(typeof(CelMap), nameof(CelMap.Owning), null, map)),
            _ => Expression.Constant(CelValue.Of(node.Kind == ComprehensionKind.All)),
        };
        return Expression.IfThen(Values.IsKind(Result, CelKind.Absent), Expression.Assign(Result, finished));
    }

    static CelValue AddEntries(Dictionary<CelValue, CelValue> map, CelValue entries, int offset)
    {
        if (entries.Kind != CelKind.Map)
            return CelValue.Failed($"no such overload: {CelTypeTags.TypeOf(entries)} is not a map", offset);
        foreach (var (key, value) in entries.AsMap)
            if (!map.TryAdd(key, value))
                return CelValue.Failed($"the key {key} is repeated", offset);
        return entries;
    }
}
