using Coverage.Posture;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.Environments;

/// <summary>Adding, changing and removing environments.</summary>
internal static class EnvironmentEndpoints
{
    public const string Add = "/posture/environment/add";

    public const string Edit = "/posture/environment/edit";

    public const string Remove = "/posture/environment/remove";

    private const int LongestKey = 40;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Add, AddAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(Edit, EditAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(Remove, RemoveAsync).RequireAuthorization(Policies.Engineer);
        EnvironmentExports.Map(endpoints);
    }

    private static Task AddAsync([FromForm] string? name, [FromForm] string? key, [FromForm] string? weight, IFormCollection fields, [AsParameters] Step step)
    {
        var wanted = KeyOf(Typed.Text(key) is { Length: > 0 } typed ? typed : Typed.Text(name));
        return step.DoAsync(
            who =>
            {
                if (wanted.Length == 0) throw Typed.Refused("The environment needs a key of letters a to z and digits, such as head-office.");
                if (step.View.Posture.Environments.ContainsKey(wanted)) throw Typed.Refused($"There is an environment {wanted} already. Give this one another key.");
                var environment = Read(wanted, name, weight, fields);
                return step.Record(who, $"Environment added: {environment.Name}", new PutEnvironment(environment));
            },
            _ => RecordUrls.Environment(wanted));
    }

    private static Task EditAsync([FromForm] string? name, [FromForm] string? weight, IFormCollection fields, [AsParameters] Step step) => step.DoAsync(who =>
    {
        if (!step.View.Posture.Environments.ContainsKey(step.Environment)) throw Typed.Refused($"There is no environment {step.Environment}.");
        return step.Record(who, $"Environment changed: {step.Where}", new PutEnvironment(Read(step.Environment, name, weight, fields)));
    });

    private static Task RemoveAsync([AsParameters] Step step) => step.DoAsync(
        who => step.Record(who, $"Environment removed, with all that was recorded in it: {step.Where}", new RemoveEnvironment(step.Environment)),
        _ => RecordUrls.Environments);

    private static CoverageEnvironment Read(string key, string? name, string? weight, IFormCollection fields) =>
        new(key, Typed.Text(name), [.. fields["platforms"].Select(Typed.Text).Where(platform => platform.Length > 0).Distinct()], Typed.Number("The weight", weight, otherwise: 1));

    /// <summary><c>Head office, EU</c> becomes <c>head-office-eu</c>.</summary>
    private static string KeyOf(string name)
    {
        var words = new string([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var key = string.Join('-', words);
        return key[..Math.Min(key.Length, LongestKey)].TrimEnd('-');
    }
}
