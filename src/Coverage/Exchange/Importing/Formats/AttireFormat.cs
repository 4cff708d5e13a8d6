using System.Text.Json;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>
/// Logs of attack simulations in ATTiRe 1.1 (<see href="https://github.com/SecurityRiskAdvisors/ATTiRe"/>): a procedure is a
/// run of a test, at the time of its first step. It says that the test ran, not what was seen.
/// </summary>
internal sealed class AttireFormat : IPostureFormat
{
    public string Name => "attire";

    public string Title => "ATTiRe 1.1 (JSON)";

    public bool Recognises(ImportText file, ImportOptions options) => file.IsJson && file.Has("\"attire-version\"");

    public void Read(ImportText file, ImportReading reading)
    {
        using var document = JsonRead.Parse(file, reading);
        var roots = document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray()] : new[] { document.RootElement };
        if (roots.Length == 0) throw Foreign(file);
        foreach (var root in roots) Read(root, file, reading);
    }

    private static SourceRefusedException Foreign(ImportText file) => new($"{file.Name} is no ATTiRe log: it needs attire-version, execution-data and procedures.");

    private static void Read(JsonElement root, ImportText file, ImportReading reading)
    {
        var version = root.Text("attire-version");
        if (version.Length == 0 || JsonRead.Member(root, "procedures") is not { ValueKind: JsonValueKind.Array }) throw Foreign(file);
        if (version is not ("1.1" or "1.1.0")) throw new SourceRefusedException($"{file.Name} is ATTiRe {PlainText.Line(version, 20)}; version 1.1 is read.");
        var execution = root.Object("execution-data") ?? default;
        var number = 0;
        foreach (var procedure in root.Objects("procedures")) Read(procedure, execution, new ImportPlace($"{file.Name}, procedure {++number}", 0), reading);
    }

    private static void Read(JsonElement procedure, JsonElement execution, ImportPlace place, ImportReading reading)
    {
        var steps = procedure.Objects("steps").ToList();
        var times = steps.Select(step => RunTime.Parse(step.Text("time-start"))).OfType<DateTime>().ToList();
        var target = execution.Object("target") ?? default;
        if ((times.Count > 0 ? times.Min() : RunTime.Parse(execution.Text("time-generated"))) is not { } time)
        {
            reading.Reject(place, "Neither a step nor the log says when it ran.");
            return;
        }

        var id = procedure.Object("procedure-id") ?? default;
        reading.Add(new RunClaim(
            place,
            id.Text("type").Equals("guid", StringComparison.OrdinalIgnoreCase) ? id.Text("id").ToLowerInvariant() : "",
            procedure.Text("mitre-technique-id"),
            0,
            procedure.Text("procedure-name"),
            time,
            target.Text("host") is { Length: > 0 } host ? host : target.Text("ip"),
            RunTime.Note(target.Text("user"), steps.Count > 0 ? steps[^1].Text("exit-code") : "")));
    }
}
