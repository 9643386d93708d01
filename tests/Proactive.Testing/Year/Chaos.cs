namespace Proactive.Testing.Year;

/// <summary>Says when something breaks, from one seed. Calm: nothing does any more.</summary>
public sealed class Chaos(int seed)
{
    readonly Random _random = new(seed);

    public bool Calm { get; set; }

    /// <summary>True once the process has died; nothing that belonged to it does anything after that.</summary>
    public bool Dead { get; private set; }

    public int Crashes { get; private set; }

    public bool Strikes(double probability) => !Calm && _random.NextDouble() < probability;

    public int Next(int below) => _random.Next(below);

    /// <summary>The place where the process may die.</summary>
    public void CrashPoint(double probability)
    {
        if (!Dead && Strikes(probability))
        {
            Dead = true;
            Crashes++;
        }

        if (Dead) throw new CrashException();
    }

    /// <summary>The process is started again.</summary>
    public void Restart() => Dead = false;
}

/// <summary>The process died here.</summary>
public sealed class CrashException() : Exception("The simulated process died.");

/// <summary>The store could not be reached, or was full.</summary>
public sealed class StoreDownException() : Exception("The simulated store is down.");
