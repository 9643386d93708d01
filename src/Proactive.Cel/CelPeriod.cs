namespace Proactive.Cel;

/// <summary>The unit a <see cref="CelPeriod"/> counts.</summary>
public enum PeriodUnit
{
    Days,
    Weeks,
    Months,
    Years,
    Workdays,
}

/// <summary>A calendar period such as <c>months(6)</c>: what is added to a date, not a number of hours.</summary>
public readonly record struct CelPeriod(PeriodUnit Unit, int Count)
{
    /// <summary>The period as an author writes it: <c>workdays(3)</c>.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Unit.ToString().ToLowerInvariant()}({Count})");
}
