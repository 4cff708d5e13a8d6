using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coverage.GitHub.Access;

namespace Coverage.Tests.GitHub;

public sealed class AppTests : GitHubFixture
{
    [Fact]
    public async Task An_installations_token_opens_what_it_was_given_for_an_hour()
    {
        var repository = Rules();
        repository.Commit("First", OneRule());
        repository.MakePrivate();
        var app = Server.AddApp();
        var installation = app.Install("acme", repository);

        using var response = await Send(HttpMethod.Post, new Uri(Server.ApiUri, $"app/installations/{installation.Id}/access_tokens"), Jwt(app, app.Id));
        var answer = await Json(response);
        var token = answer.GetProperty("token").GetString()!;

        Assert.Equal(201, (int)response.StatusCode);
        Assert.Equal(60, (answer.GetProperty("expires_at").GetDateTimeOffset() - Server.Clock.GetUtcNow()).TotalMinutes, 0.1);
        Assert.Equal(200, await Status("repos/acme/rules", token));
        Server.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(401, await Status("repos/acme/rules", token));
    }

    [Theory]
    [InlineData(0, 9, 200)]
    [InlineData(-1, 9, 200)]
    [InlineData(0, 11, 401)]
    [InlineData(-20, -10, 401)]
    [InlineData(5, 9, 401)]
    public async Task An_apps_signature_is_good_for_ten_minutes_at_most(int issued, int expires, int status)
    {
        var app = Server.AddApp();

        Assert.Equal(status, await Status("app", Jwt(app, app.Id, issued, expires)));
    }

    [Fact]
    public async Task A_signature_of_another_key_or_issuer_is_refused()
    {
        var app = Server.AddApp();
        using var stranger = new Stranger();

        Assert.Equal(401, await Status("app", Jwt(app, 4711)));
        Assert.Equal(401, await Status("app", stranger.Jwt(app.Id, Server.Clock.GetUtcNow())));
        Assert.Equal(401, await Status("app", Server.AddToken().Value));
        Assert.Equal(401, await Status("rate_limit", Jwt(app, app.Id)));
    }

    private async Task<int> Status(string path, string token)
    {
        using var response = await Send(HttpMethod.Get, new Uri(Server.ApiUri, path), token);
        return (int)response.StatusCode;
    }

    private string Jwt(GitHubApp app, long issuer, int issued = 0, int expires = 9)
    {
        using var key = RSA.Create();
        key.ImportFromPem(app.PrivateKeyPem);
        var now = Server.Clock.GetUtcNow();
        return Sign(key, issuer, now.AddMinutes(issued), now.AddMinutes(expires));
    }

    private static string Sign(RSA key, long issuer, DateTimeOffset issued, DateTimeOffset expires)
    {
        var claims = JsonSerializer.Serialize(new { iss = issuer, iat = issued.ToUnixTimeSeconds(), exp = expires.ToUnixTimeSeconds() });
        var signed = $"{Part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private sealed class Stranger : IDisposable
    {
        private readonly RSA _key = RSA.Create(2048);

        public string Jwt(long issuer, DateTimeOffset now) => Sign(_key, issuer, now, now.AddMinutes(9));

        public void Dispose() => _key.Dispose();
    }
}
