using System.Text;
using Microsoft.Azure.Cosmos;

namespace Proactive.Cosmos.Database;

/// <summary>A query in the service's SQL. Values only ever go in as parameters.</summary>
sealed class Search(string select = "*")
{
    readonly List<(string Condition, string Parameter, object Value)> _conditions = [];
    string _order = "";

    /// <summary>Of this partition only; null: of all.</summary>
    public string? Partition { get; init; }

    /// <summary>How many come in one answer, at most.</summary>
    public int Page { get; init; } = 500;

    /// <summary>Adds a condition with <c>@</c> where the value goes; none if there is no value.</summary>
    public Search Where(string condition, object? value)
    {
        if (value is null) return this;
        var parameter = $"@p{_conditions.Count}";
        _conditions.Add((condition.Replace("@", parameter, StringComparison.Ordinal), parameter, value));
        return this;
    }

    public Search OrderBy(string path)
    {
        _order = $" ORDER BY {path}";
        return this;
    }

    public QueryDefinition Definition()
    {
        var text = new StringBuilder($"SELECT {select} FROM c");
        for (var i = 0; i < _conditions.Count; i++) text.Append(i == 0 ? " WHERE " : " AND ").Append(_conditions[i].Condition);
        var definition = new QueryDefinition(text.Append(_order).ToString());
        return _conditions.Aggregate(definition, (d, c) => d.WithParameter(c.Parameter, c.Value));
    }

    public QueryRequestOptions Options => new() { MaxItemCount = Page, PartitionKey = Partition is null ? null : new PartitionKey(Partition) };
}
