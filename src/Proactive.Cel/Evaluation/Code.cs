using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Proactive.Cel.Evaluation;

/// <summary>What is known of the value a piece of code gives.</summary>
enum Form
{
    /// <summary>A plain .NET value of the static type; never an error.</summary>
    Typed,
    /// <summary>A <see cref="CelValue"/> that is never an error.</summary>
    Certain,
    /// <summary>A <see cref="CelValue"/> that may be an error.</summary>
    General,
}

/// <summary>
/// A compiled piece of an expression. Typed code is what makes conditions over declared fields as fast as hand-written ones:
/// no error check and no <see cref="CelValue"/> stands between two typed pieces.
/// </summary>
readonly record struct Code(Expression Body, CelType Type, Form Form, CelValue? Constant = null)
{
    public bool IsTypedAs(CelTypeTag tag) => Form == Form.Typed && Type.Tag == tag;

    public bool MayFail => Form == Form.General;

    public static Code General(Expression body, CelType type) => new(body, type, Form.General);

    public static Code Certain(Expression body, CelType type) => new(body, type, Form.Certain);

    public static Code Bool(Expression body) => new(body, CelType.Bool, Form.Typed);

    public static Code Of(CelValue constant, CelType type)
    {
        if (constant.IsError)
            return new(Expression.Constant(constant), type, Form.General, constant);
        return constant.Kind switch
        {
            CelKind.Bool => new(Expression.Constant(constant.AsBool), CelType.Bool, Form.Typed, constant),
            CelKind.Int => new(Expression.Constant(constant.Bits), CelType.Int, Form.Typed, constant),
            CelKind.Uint => new(Expression.Constant(constant.AsUint), CelType.Uint, Form.Typed, constant),
            CelKind.Double => new(Expression.Constant(constant.AsDouble), CelType.Double, Form.Typed, constant),
            CelKind.String => new(Expression.Constant(constant.AsString), CelType.String, Form.Typed, constant),
            CelKind.Date => new(Expression.Constant(constant.Bits), CelType.Date, Form.Typed, constant),
            _ => new(Expression.Constant(constant), type, Form.Certain, constant),
        };
    }

    /// <summary>The code as one that gives a <see cref="CelValue"/>.</summary>
    public Expression Lifted => Form != Form.Typed ? Body
        : Constant is { } constant ? Expression.Constant(constant)
        : Type.Tag == CelTypeTag.Date ? Expression.New(Values.Constructor, Expression.Constant(CelKind.Date), Body, Values.NoReference, Values.NoExtra)
        : Values.Wrap(Body);
}

/// <summary>Reading and making <see cref="CelValue"/>s in compiled code.</summary>
static class Values
{
    public static readonly Expression NoReference = Expression.Constant(null, typeof(object));
    public static readonly Expression NoExtra = Expression.Constant(0);
    public static readonly System.Reflection.ConstructorInfo Constructor =
        typeof(CelValue).GetConstructors(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic).Single();

    public static Expression Kind(Expression value) => Expression.Field(value, nameof(CelValue.Tag));

    public static Expression IsKind(Expression value, CelKind kind) => Expression.Equal(Kind(value), Expression.Constant(kind));

    public static Expression IsError(Expression value) => IsKind(value, CelKind.Error);

    public static Expression Bits(Expression value) => Expression.Field(value, nameof(CelValue.Bits));

    /// <summary>A value of known type as typed code where there is a plain form of it; the value must be proven to be of the type.</summary>
    public static Code Trusted(Expression value, CelType type) => type.Tag switch
    {
        CelTypeTag.Bool or CelTypeTag.Int or CelTypeTag.Uint or CelTypeTag.Double or CelTypeTag.String or CelTypeTag.Record or CelTypeTag.List =>
            new(Unwrap(value, PlainType(type.Tag)), type, Form.Typed),
        CelTypeTag.Date => new(Bits(value), type, Form.Typed),
        _ => Code.Certain(value, type),
    };

    /// <summary>The plain .NET value inside a value of the right kind.</summary>
    public static Expression Unwrap(Expression value, Type plain) =>
        plain == typeof(CelValue) ? value
        : plain == typeof(bool) ? Expression.NotEqual(Bits(value), Expression.Constant(0L))
        : plain == typeof(long) ? Bits(value)
        : plain == typeof(ulong) ? Expression.Convert(Bits(value), typeof(ulong))
        : plain == typeof(double) ? Expression.Call(typeof(BitConverter), nameof(BitConverter.Int64BitsToDouble), null, Bits(value))
        : plain == typeof(DateOnly) ? DateFrom(Bits(value))
        : plain == typeof(CelPeriod) ? Expression.Property(value, nameof(CelValue.AsPeriod))
        : Expression.Call(typeof(Unsafe), nameof(Unsafe.As), [plain], Expression.Field(value, nameof(CelValue.Ref)));

    public static Expression DateFrom(Expression dayNumber) =>
        Expression.Call(typeof(DateOnly), nameof(DateOnly.FromDayNumber), null, Expression.Convert(dayNumber, typeof(int)));

    /// <summary>A plain .NET value as a <see cref="CelValue"/>.</summary>
    public static Expression Wrap(Expression plain) => plain.Type == typeof(CelValue)
        ? plain
        : Expression.Call(typeof(CelValue).GetMethod(nameof(CelValue.Of), [plain.Type])
            ?? throw new System.Diagnostics.UnreachableException($"No value holds {plain.Type}."), plain);

    public static Type PlainType(CelTypeTag tag) => tag switch
    {
        CelTypeTag.Bool => typeof(bool),
        CelTypeTag.Int => typeof(long),
        CelTypeTag.Uint => typeof(ulong),
        CelTypeTag.Double => typeof(double),
        CelTypeTag.String => typeof(string),
        CelTypeTag.Date => typeof(long),
        CelTypeTag.Record => typeof(CelRecord),
        CelTypeTag.List => typeof(IReadOnlyList<CelValue>),
        _ => typeof(CelValue),
    };
}
