using System.Globalization;

namespace Proactive.Functions.Wiring;

/// <summary>The app's settings as the platform gives them. What is wrong with them is collected, and never quotes a value.</summary>
sealed class Variables(Func<string, string?> variable)
{
    // What the platform leaves in place of a secret that it could not fetch.
    const string Unresolved = "@Microsoft.KeyVault(";

    readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Null: not set.</summary>
    public string? Text(string name)
    {
        if (variable(name) is not { } given || string.IsNullOrWhiteSpace(given)) return null;
        if (!given.StartsWith(Unresolved, StringComparison.Ordinal)) return given.Trim();
        Wrong($"{name} is a reference to Key Vault that was not resolved: the app's identity needs the role 'Key Vault Secrets User', and the secret has to be there.");
        return null;
    }

    /// <summary>Empty where it is missing, which is a problem.</summary>
    public string Required(string name, string what)
    {
        if (Text(name) is { } text) return text;
        if (string.IsNullOrWhiteSpace(variable(name))) Wrong($"{name} is missing: {what}.");
        return "";
    }

    /// <summary>So many bytes in base64; zeros where that is missing or wrong, which is a problem.</summary>
    public byte[] Secret(string name, int length, string what)
    {
        var secret = new byte[length];
        if (Required(name, what) is not { Length: > 0 } text || (Convert.TryFromBase64String(text, secret, out var written) && written == length)) return secret;
        Wrong($"{name} is not {length} bytes in base64, as 'openssl rand -base64 {length}' makes them.");
        return new byte[length];
    }

    /// <summary>An https address, or an http one on this machine.</summary>
    public Uri? Address(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))) return url;
        Wrong($"{name} is not an https address.");
        return null;
    }

    public int? Number(string name)
    {
        if (Text(name) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
        Wrong($"{name} is not a whole number, 1 or more.");
        return null;
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { } text) return false;
        if (bool.TryParse(text, out var flag)) return flag;
        Wrong($"{name} is neither true nor false.");
        return false;
    }

    /// <summary>Several, with blanks between.</summary>
    public IReadOnlyList<string> List(string name) => Text(name)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Tells what is wrong, once.</summary>
    public void Wrong(string problem)
    {
        if (!_problems.Contains(problem)) _problems.Add(problem);
    }

    /// <param name="about">What they are about and what its settings begin with, e.g. <c>Mail (PROACTIVE_SMTP_…)</c>.</param>
    public void Wrong(string about, IEnumerable<string> problems)
    {
        foreach (var problem in problems) Wrong($"{about}: {problem.TrimEnd('.')}.");
    }
}
