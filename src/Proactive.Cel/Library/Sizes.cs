namespace Proactive.Cel.Library;

/// <summary>Refuses to make what is too large to be meant, before the memory is taken.</summary>
static class Sizes
{
    public static CelValue? Problem(long size) =>
        size <= CelLimits.MaxSize ? null : CelValue.Failed($"the result is too large ({size.ToString(System.Globalization.CultureInfo.InvariantCulture)})");

    public static CelValue Text(long length, Func<string> make) => Problem(length) ?? CelValue.Of(make());
}
