using System.Security.Cryptography;
using System.Text;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>What a request is authorised by: a token that is asked for each time, as some are renewed. Prints as its type.</summary>
/// <param name="who">Tells it from others, without a secret: all that is authorised so has one quota. Empty for nobody.</param>
/// <param name="token">Gives the token.</param>
/// <param name="forget">Lets go of one.</param>
internal sealed class Authorisation(string who, Func<CancellationToken, ValueTask<string?>> token, Func<string, bool> forget)
{
    /// <summary>Tells it from others, without a secret; empty for nobody.</summary>
    public string Who => who;

    /// <summary>Always the same, or none.</summary>
    /// <exception cref="FeedException">It cannot be a token.</exception>
    public static Authorisation Fixed(string? token)
    {
        token = token?.Trim();
        return token is null || (token.Length > 0 && token.All(char.IsAscii) && !token.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            ? new Authorisation(token is null ? "" : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token))), _ => ValueTask.FromResult(token), _ => false)
            : throw new FeedException(FeedFault.NoAccess, "The token holds what no token holds (blank space, a line's end, or nothing). Enter it again.");
    }

    /// <summary>The token to use now; null for none.</summary>
    public ValueTask<string?> TokenAsync(CancellationToken cancellationToken) => token(cancellationToken);

    /// <summary>Says that a token was not accepted; true if another can be had.</summary>
    public bool Forget(string refused) => forget(refused);
}
