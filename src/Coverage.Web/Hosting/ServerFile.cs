using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coverage.Web.Hosting;

/// <summary>
/// <c>server.json</c> in the data folder: where the app runs, so that <c>coverage link</c> can print a whole address. It is
/// there as long as the app runs; a crash leaves it behind.
/// </summary>
/// <param name="Address">The address, without a slash at its end.</param>
/// <param name="Pid">The process.</param>
/// <param name="Started">When it started (UTC).</param>
internal sealed record ServerFile(string Address, int Pid, DateTime Started)
{
    /// <summary>Reads it; null if there is none that can be read.</summary>
    public static ServerFile? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(In(folder)), ServerFileContext.Default.ServerFile);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public static void Write(string folder, ServerFile file) => DataFolder.Write(In(folder), JsonSerializer.Serialize(file, ServerFileContext.Default.ServerFile) + "\n", overwrite: true);

    /// <summary>Deletes it, unless another process has written its own.</summary>
    public static void Delete(string folder)
    {
        if (Read(folder)?.Pid == Environment.ProcessId) File.Delete(In(folder));
    }

    private static string In(string folder) => Path.Combine(folder, "server.json");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServerFile))]
internal sealed partial class ServerFileContext : JsonSerializerContext;
