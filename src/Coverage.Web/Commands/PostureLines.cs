using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Web.Commands;

/// <summary>An entry of an environment on a line.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="Kind">deployment, implementation, result or telemetry.</param>
/// <param name="State">Its state.</param>
/// <param name="Title">The title of what it is about.</param>
/// <param name="Key">The key of what it is about.</param>
internal sealed record PostureLine(string Environment, string Kind, string State, string Title, string Key)
{
    public override string ToString() => string.Join('\t', Environment, Kind, State, Title, Key);
}

/// <summary>What is recorded in environments, in the order of environment, kind and title.</summary>
internal static class PostureLines
{
    public static IEnumerable<PostureLine> Of(PostureView view, string? environment) =>
        view.Posture.Environments.Values.Where(one => environment is null || one.Environment.Key == environment).SelectMany(one => Of(view, one));

    public static void WriteJson(Stream stream, IEnumerable<PostureLine> lines) => JsonText.Write(stream, writer =>
    {
        writer.WriteStartArray();
        foreach (var line in lines)
        {
            writer.WriteStartObject();
            writer.WriteString("environment", line.Environment);
            writer.WriteString("kind", line.Kind);
            writer.WriteString("state", line.State);
            writer.WriteString("title", line.Title);
            writer.WriteString("key", line.Key);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static IEnumerable<PostureLine> Of(PostureView view, EnvironmentPosture inside)
    {
        var key = inside.Environment.Key;
        var tests = view.Catalogue.Tests.DistinctBy(test => test.ExternalId).ToDictionary(test => test.ExternalId, test => test.Title, StringComparer.OrdinalIgnoreCase);
        var controls = view.Catalogue.Controls.DistinctBy(control => control.ExternalId).ToDictionary(control => control.ExternalId, control => control.Title, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. Sorted(inside.Deployments.Values.Select(one => new PostureLine(key, "deployment", Word(one.State), view.TitleOf(one.Rule), one.Rule.ToString()))),
            .. Sorted(inside.Implementations.Values.Select(one => new PostureLine(key, "implementation", Word(one.State), controls.GetValueOrDefault(one.Control.Id, one.Control.Id), one.Control.ToString()))),
            .. Sorted(inside.Results.Values.Select(one => new PostureLine(key, "result", Outcome(one), tests.GetValueOrDefault(one.Test.Id, one.Test.Id), one.Id))),
            .. Sorted(inside.Telemetry.Values.Select(one => new PostureLine(key, "telemetry", one.Collected ? "collected" : "not collected", one.LogSource.ToString(), one.LogSource.ToString()))),
        ];
    }

    private static IEnumerable<PostureLine> Sorted(IEnumerable<PostureLine> lines) => lines.OrderBy(line => line.Title, StringComparer.Ordinal).ThenBy(line => line.Key, StringComparer.Ordinal);

    private static string Outcome(TestResult result) => result.State switch
    {
        ResultState.Ran => string.Join(", ", new[] { result.Stopped == Stopped.Yes ? "stopped" : "", result.Seen == Seen.Nothing ? "missed" : result.Seen == Seen.Unknown ? "" : Word(result.Seen) }.Where(word => word.Length > 0)),
        ResultState.NotApplicable => "not applicable",
        _ => Word(result.State),
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
