using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>What people do to environments, as steps that can be recorded.</summary>
public static class EnvironmentSteps
{
    private const int LongestKey = 40;

    /// <summary><c>Head office, EU</c> becomes <c>head-office-eu</c>; empty if nothing is left of it.</summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = new string([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var key = string.Join('-', words);
        return key[..Math.Min(key.Length, LongestKey)].TrimEnd('-');
    }

    /// <summary>A new one.</summary>
    /// <exception cref="PostureRefusedException">It has no key, or there is one of that key.</exception>
    public static PostureStep Added(PostureView view, CoverageEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(environment);
        if (environment.Key.Length == 0) throw new PostureRefusedException(["The environment needs a key of letters a to z and digits, such as head-office."]);
        if (view.Posture.Environments.ContainsKey(environment.Key)) throw new PostureRefusedException([$"There is an environment {environment.Key} already. Give this one another key."]);
        return new PostureStep($"Environment added: {environment.Name}", [new PutEnvironment(environment)]);
    }

    /// <summary>One as it is from now on; what is recorded in it stays.</summary>
    /// <exception cref="PostureRefusedException">There is none of that key.</exception>
    public static PostureStep Changed(PostureView view, CoverageEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new PostureStep($"Environment changed: {Find(view, environment.Key).Name}", [new PutEnvironment(environment)]);
    }

    /// <summary>One taken away with all that was recorded in it.</summary>
    /// <exception cref="PostureRefusedException">There is none of that key.</exception>
    public static PostureStep Removed(PostureView view, string key) => new($"Environment removed, with all that was recorded in it: {Find(view, key).Name}", [new RemoveEnvironment(key)]);

    /// <summary>One by its key.</summary>
    /// <exception cref="PostureRefusedException">There is none.</exception>
    public static CoverageEnvironment Find(PostureView view, string key)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Posture.Environments.GetValueOrDefault(key)?.Environment ?? throw new PostureRefusedException([$"There is no environment {key}."]);
    }
}
