using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Coverage.Sources.GitHub.Apps;

/// <summary>
/// What a GitHub App says who it is by: a JWT signed RS256, a minute back-dated for slow clocks and good for 9 minutes of
/// the 10 that are allowed (<see href="https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app"/>).
/// </summary>
internal static class AppJwt
{
    private const int BackDated = 60;
    private const int GoodFor = 9 * 60;

    /// <summary>Signs one.</summary>
    /// <exception cref="FeedException">The key is none.</exception>
    public static string Sign(GitHubCredential.App app, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["iss"] = app.AppId, ["iat"] = seconds - BackDated, ["exp"] = seconds + GoodFor });
        var text = $"{Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(claims)}";
        using var key = Key(app.PrivateKey);
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static RSA Key(string pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();

            // Without the inner exception: nothing of the key's text may get anywhere.
            throw new FeedException(FeedFault.NoAccess, "The App's private key is no RSA key in PEM form. Enter the whole .pem file that GitHub gave, with its first and last line.");
        }
    }
}
