using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>What exceptions say of a technique in an environment.</summary>
[Flags]
internal enum Scope : byte
{
    In = 0,
    Out = 1,
    Accepted = 2,
}

/// <summary>Which exceptions hold on a day, by environment and technique. An exception of a technique says nothing of its sub-techniques.</summary>
internal static class ScopeMap
{
    public static Scope[][] Of(ScoringInput input, OrganisationPosture posture, DateOnly day)
    {
        string[] environments = [.. posture.Environments.Keys];
        var map = environments.Select(_ => new Scope[input.Techniques.Length]).ToArray();
        foreach (var exception in posture.Exceptions.Values)
        {
            var technique = exception.Holds(day) ? input.TechniqueOf(exception.Key.Technique) : -1;
            if (technique < 0) continue;
            var scope = exception.Kind == ExceptionKind.OutOfScope ? Scope.Out : Scope.Accepted;
            for (var e = 0; e < environments.Length; e++)
            {
                if (exception.Key.Environment.Length == 0 || exception.Key.Environment == environments[e]) map[e][technique] |= scope;
            }
        }

        return map;
    }
}
