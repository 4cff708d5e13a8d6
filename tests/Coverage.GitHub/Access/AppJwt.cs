using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Coverage.GitHub.Access;

/// <summary>
/// The token that an app signs to say who it is:
/// <see href="https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app"/>.
/// </summary>
internal static class AppJwt
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private const string Undecodable = "A JSON web token could not be decoded";

    /// <returns>The app, or GitHub's words why not.</returns>
    public static (GitHubApp? App, string? Refusal) Check(string token, IEnumerable<GitHubApp> apps, DateTimeOffset now)
    {
        try
        {
            var parts = token.Split('.');
            if (parts.Length != 3 || Read(parts[0]).GetProperty("alg").GetString() != "RS256")
            {
                return (null, Undecodable);
            }

            var claims = Read(parts[1]);
            var issuer = claims.GetProperty("iss") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : claims.GetProperty("iss").GetString();
            if (apps.FirstOrDefault(app => issuer == app.Id.ToString(CultureInfo.InvariantCulture) || issuer == app.ClientId) is not { } found)
            {
                return (null, "'Issuer' claim ('iss') must be an Integer");
            }

            return found.Signed(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]))
                ? Times(claims, now) is { } refusal ? (null, refusal) : (found, null)
                : (null, Undecodable);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or CryptographicException)
        {
            return (null, Undecodable);
        }
    }

    private static string? Times(JsonElement claims, DateTimeOffset now)
    {
        if (!claims.TryGetProperty("iat", out var iat) || !iat.TryGetInt64(out var issued) || issued > now.ToUnixTimeSeconds())
        {
            return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
        }

        if (!claims.TryGetProperty("exp", out var exp) || !exp.TryGetInt64(out var expires) || expires <= now.ToUnixTimeSeconds())
        {
            return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
        }

        return expires > (now + Longest).ToUnixTimeSeconds() ? "'Expiration time' claim ('exp') is too far in the future" : null;
    }

    private static JsonElement Read(string part) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(part));
}
