using System.Globalization;
using System.Net;

namespace Coverage.Sources.GitHub;

/// <summary>One entry of <see cref="AllowedHosts"/>.</summary>
internal sealed record AllowedHost(string Text, string Scheme, string Host, int Port, bool IsExact)
{
    private const int HttpsPort = 443;

    /// <summary>Whether the host is a number and no name.</summary>
    public IPAddress? Literal => IPAddress.TryParse(Host.Trim('[', ']'), out var address) ? address : null;

    public static AllowedHost Parse(string text)
    {
        text = text.Trim();
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsWeb(uri) && uri is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
                ? new AllowedHost(text, uri.Scheme, uri.IdnHost, uri.Port, IsExact: true)
                : throw Wrong(text);
        }

        var host = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        return Uri.CheckHostName(host) == UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal) && !host.EndsWith('.')
            ? new AllowedHost(text, Uri.UriSchemeHttps, text.ToLower(CultureInfo.InvariantCulture), HttpsPort, IsExact: false)
            : throw Wrong(text);
    }

    public bool Matches(Uri address) =>
        address.Scheme == Scheme && address.Port == Port && address.UserInfo.Length == 0
        && (Host.StartsWith("*.", StringComparison.Ordinal)
            ? address.IdnHost.EndsWith(Host[1..], StringComparison.OrdinalIgnoreCase) && address.IdnHost.Length > Host.Length - 1
            : address.IdnHost.Equals(Host, StringComparison.OrdinalIgnoreCase));

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;

    private static ArgumentException Wrong(string text) =>
        new($"'{PlainText.Line(text, 100)}' is no host that can be allowed. Write host.example, *.example, or https://host.example:8443.");
}
