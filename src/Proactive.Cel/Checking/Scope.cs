namespace Proactive.Cel.Checking;

/// <summary>The local names visible at a place, innermost first.</summary>
sealed record Scope(Local Local, Scope? Outer)
{
    public static Local? Find(Scope? scope, string name)
    {
        for (; scope is not null; scope = scope.Outer)
            if (scope.Local.Name == name)
                return scope.Local;
        return null;
    }
}
