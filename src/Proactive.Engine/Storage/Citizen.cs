using Proactive.Engine.Citizens;

namespace Proactive.Engine.Storage;

/// <summary>One citizen as the store has them: the file, and what is known of the person. One version counts for both: a changed person overtakes a change of the file that was made without knowing it.</summary>
/// <param name="Person">Null if nothing is known.</param>
/// <param name="Erased">True where there was a citizen who has been erased; nothing is ever kept under this key again.</param>
public sealed record Citizen(CitizenFile File, Person? Person, bool Erased = false)
{
    public CitizenKey Key => File.Key;
}

/// <summary>What erasing a citizen did.</summary>
/// <param name="Erased">False if there was nobody, or nobody left to erase.</param>
/// <param name="LogLines">Lines of the delivery log that no longer name the citizen.</param>
public sealed record Erasure(bool Erased, int LogLines);
