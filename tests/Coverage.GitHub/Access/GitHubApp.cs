using System.Security.Cryptography;
using Coverage.GitHub.Histories;

namespace Coverage.GitHub.Access;

/// <summary>A GitHub App with its key pair. The client gets <see cref="PrivateKeyPem"/>; the server checks with the public half.</summary>
public sealed class GitHubApp : IDisposable
{
    private readonly RSA _key;
    private readonly Func<long> _nextId;

    internal GitHubApp(long id, string name, RSA key, Func<long> nextId) => (Id, Name, _key, _nextId) = (id, name, key, nextId);

    public long Id { get; }

    public string Name { get; }

    public string ClientId => $"Iv23li{Id:D14}";

    /// <summary>PKCS#1, as GitHub hands it out (<c>BEGIN RSA PRIVATE KEY</c>).</summary>
    public string PrivateKeyPem => _key.ExportRSAPrivateKeyPem();

    public List<Installation> Installations { get; } = [];

    /// <summary>Installs it on an account, for these repositories.</summary>
    public Installation Install(string account, params ReadOnlySpan<HostedRepository> repositories)
    {
        var installation = new Installation(_nextId(), this, account);
        foreach (var repository in repositories)
        {
            installation.Grant(repository);
        }

        Installations.Add(installation);
        return installation;
    }

    public void Dispose() => _key.Dispose();

    internal bool Signed(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        _key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
