using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coverage.Posture;

namespace Coverage.Exchange.Importing;

/// <summary>What a run of a test is known by: test, second and host. So the same run is one result, whoever tells of it.</summary>
public static class RunIdentity
{
    /// <summary>The identifier of its result.</summary>
    public static string Of(ItemKey test, DateTime time, string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var text = string.Create(CultureInfo.InvariantCulture, $"{test.Id.ToLowerInvariant()}|{time:yyyy-MM-ddTHH:mm:ss}|{host.ToLowerInvariant()}");
        return "run-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24];
    }
}
