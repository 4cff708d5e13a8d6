using System.Globalization;
using Coverage.Views.Planning;
using Microsoft.AspNetCore.WebUtilities;

namespace Coverage.Web.Features.Plan;

/// <summary>What a plan's URL asks for; what is not stated, or makes no sense, is as usual.</summary>
internal static class PlanQuery
{
    /// <summary>The plan's page.</summary>
    public const string Path = "/plan";

    /// <summary>The work list.</summary>
    public const string Work = "/plan/work";

    /// <summary>Changes what is ticked in the work list.</summary>
    public const string Ticked = "/plan/work/ticked";

    /// <summary>Reads the part of a URL from its question mark on.</summary>
    public static PlanRequest Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        var request = new PlanRequest(Number("n") is { } n && n == Math.Floor(n) ? (int)Math.Clamp(n, 1, PlanRequest.MostActions) : PlanRequest.UsualActions, Number("budget"))
        {
            RunTest = Number("run"),
            Deploy = Number("deploy"),
            Collect = Number("collect"),
            Implement = Number("implement"),
        };
        return request.IsValid ? request : new PlanRequest();

        double? Number(string name) => values.TryGetValue(name, out var value) && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1_000_000 ? number : null;
    }

    /// <summary>The same as a part of a URL; empty for what is usual.</summary>
    public static string Print(PlanRequest request)
    {
        (string Name, double? Value)[] all = [("n", request.Actions == PlanRequest.UsualActions ? null : request.Actions), ("budget", request.Budget), ("run", request.RunTest), ("deploy", request.Deploy), ("collect", request.Collect), ("implement", request.Implement)];
        var stated = all.Where(pair => pair.Value is not null).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Name}={pair.Value}")).ToList();
        return stated.Count == 0 ? "" : "?" + string.Join('&', stated);
    }
}
