using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coverage.GitHub.Http;

/// <summary>JSON as GitHub writes it; the shapes spell their names as they go out.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(object value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>A time as GitHub writes it, such as 2026-08-05T08:52:16Z.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
