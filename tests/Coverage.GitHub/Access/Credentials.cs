using System.Text;

namespace Coverage.GitHub.Access;

/// <summary>The ways to send a token: <c>Bearer</c>, <c>token</c>, or as the password of <c>Basic</c>.</summary>
internal static class Credentials
{
    /// <returns>The token, or null where there is none in it.</returns>
    public static string? Of(string? authorization)
    {
        if (authorization?.Split(' ', 2, StringSplitOptions.TrimEntries) is not [var scheme, { Length: > 0 } value])
        {
            return null;
        }

        return scheme.ToUpperInvariant() switch
        {
            "BEARER" or "TOKEN" => value,
            "BASIC" => Password(value),
            _ => null,
        };
    }

    private static string? Password(string value)
    {
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out var length))
        {
            return null;
        }

        var (name, password) = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var one, var two] ? (one, two) : ("", "");
        return password.Length > 0 && password != "x-oauth-basic" ? password : name;
    }
}
