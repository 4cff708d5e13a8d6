namespace Coverage.Web.Components;

/// <summary>Addresses of the pages that show what is recorded, and where their forms are sent.</summary>
internal static class RecordUrls
{
    public const string Environments = "/environments";

    public const string History = "/history";

    public const string Bulk = "/posture/bulk";

    public const string Deployment = "/posture/deployment";

    public const string Adopt = "/posture/adopt";

    public const string Keep = "/posture/keep";

    public const string Ignore = "/posture/ignore";

    public const string Ask = "/posture/ask";

    public const string Implementation = "/posture/implementation";

    public const string Result = "/posture/result";

    public const string WithdrawResult = "/posture/result/withdraw";

    public const string Exception = "/posture/exception";

    public const string WithdrawException = "/posture/exception/withdraw";

    public const string Note = "/posture/note";

    public const string WithdrawNote = "/posture/note/withdraw";

    public const string Telemetry = "/posture/telemetry";

    public static string Environment(string key) => $"{Environments}/{Uri.EscapeDataString(key)}";

    /// <summary>What is deployed of a rule against what is published.</summary>
    public static string Upstream(string source, string id) => $"/changes/deployed/{Uri.EscapeDataString(source)}/{Uri.EscapeDataString(id)}";

    public static string Step(long id) => $"{History}/{id}";
}
