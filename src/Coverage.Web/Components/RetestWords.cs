using Coverage.Views.Upstream;

namespace Coverage.Web.Components;

/// <summary>Why a test is to run again, in words.</summary>
internal static class RetestWords
{
    /// <summary>Of what changed.</summary>
    public static string Of(RetestCause cause) => cause == RetestCause.ChangedUpstream ? "changed upstream, not decided" : "runs with other content";
}
