namespace Proactive.Bench;

/// <summary>The event of the generated rule books, as plain objects for hand-written conditions.</summary>
sealed record Move(
    DateOnly MovedOn, DateOnly ReportedOn, Place From, Place To, long Rooms, long Children, long Kilometres, double Rent, bool IsAbroad, bool IsFirst)
{
    public static Move Sample { get; } = new(new(2026, 11, 1), new(2026, 11, 3), new("0751", "8000"), new("0461", "5000"), 3, 2, 142, 8500.5, false, true);

    /// <summary>The sample as a registry sends it: 430 bytes.</summary>
    public const string Json = """
        {"specversion":"1.0","id":"move-10000000","source":"urn:bench:registry","type":"xx.moved.v1","subject":"person-1","time":"2026-11-03T09:00:00+01:00","data":{"movedOn":"2026-11-01","reportedOn":"2026-11-03","from":{"municipality":"0751","postcode":"8000"},"to":{"municipality":"0461","postcode":"5000"},"rooms":3,"children":2,"kilometres":142,"rent":8500.5,"isAbroad":false,"isFirst":true,"household":[{"birthDate":"2018-06-01"}]}}
        """;

    /// <summary>How a life event declares it.</summary>
    public const string Declaration = """
        { movedOn: date, reportedOn: date, from: { municipality: string, postcode: string }, to: { municipality: string, postcode: string },
              rooms: int, children: int, kilometres: int, rent: double, isAbroad: bool, isFirst: bool, household: "list<{ birthDate: date }>?" }
        """;
}

/// <summary>Where somebody moves from or to.</summary>
sealed record Place(string Municipality, string Postcode);
