using System.Collections.Immutable;
using System.Globalization;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Exchange.Importing;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Sources;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Coverage.Web.Features.PostureImport;

/// <summary>What the forms of an import do: upload, say which rule is meant, confirm, throw away. They work without script.</summary>
internal static class PostureImportEndpoints
{
    private const string Pick = "pick-";
    private const string Run = "run-";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/posture/import", UploadAsync).RequireAuthorization(Policies.Engineer).WithMetadata(new RequestSizeLimitAttribute(UploadLimit.Form));
        endpoints.MapPost("/posture/import/{token}/picks", PicksAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/posture/import/{token}/record", RecordAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/posture/import/{token}/discard", DiscardAsync).RequireAuthorization(Policies.Engineer);
    }

    private static Task UploadAsync(IFormFile? file, [FromForm] string? format, [FromForm] string? map, HttpContext context, CurrentPerson person, PostureImporter importer, KeptUploads<LookedAt> kept) => DoAsync(context, person, async who =>
    {
        if (file is not { Length: > 0 }) throw new SourceRefusedException("No file was chosen, or it is empty.");
        if (file.Length > UploadLimit.Bytes) throw new SourceRefusedException($"The file is larger than {UploadLimit.Bytes >> 20} MiB. Divide it, or import it on the command line: coverage posture import FILE");
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, context.RequestAborted);
        var options = Options(format, map);
        ImportFile[] files = [.. ImportInputs.Uploaded(file.FileName, content.ToArray(), options.Limits, context.RequestAborted)];
        var reading = importer.Read(files, options, context.RequestAborted);
        ImportReading Again(ImmutableDictionary<string, int> places) => importer.Read(files, options with { Places = places }, CancellationToken.None);
        return PreviewQuery.PathOf(kept.Keep(who, new LookedAt(reading, reading.Table is not null && files.Length == 1 ? Again : null), file.Length).Token);
    });

    private static ImportOptions Options(string? format, string? map)
    {
        try
        {
            return ImportOptions.Mapped((map ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), string.IsNullOrEmpty(format) ? null : PostureFormats.Named(format).Name) with { Asks = true };
        }
        catch (FormatException problem)
        {
            throw new SourceRefusedException(problem.Message, problem);
        }
    }

    private static Task PicksAsync(string token, [FromForm] string? back, HttpContext context, CurrentPerson person, KeptUploads<LookedAt> kept) => DoAsync(context, person, who =>
    {
        var page = back is not null && back.StartsWith(PreviewQuery.PathOf(token), StringComparison.Ordinal) ? back : PreviewQuery.PathOf(token);
        Picked(Found(kept, token, who).Content.With(PreviewQuery.Parse(token, page[PreviewQuery.PathOf(token).Length..]).Columns), context.Request.Form);
        return Task.FromResult(page);
    });

    /// <summary>Records what its form chose if that is what the page showed; else shows it first.</summary>
    private static Task RecordAsync(string token, [FromForm(Name = "query")] string? text, [FromForm] string? show, [FromForm] string? env, [FromForm] string? unknown, [FromForm] string? ambiguous, [FromForm] string? content, HttpContext context, CurrentPerson person, PostureImporter importer, KeptUploads<LookedAt> kept) => DoAsync(context, person, who =>
    {
        var import = Found(kept, token, who);
        var shown = PreviewQuery.Parse(token, text ?? "");
        var chosen = shown.With(env, unknown, ambiguous, content, import.Content.Table is { } table && context.Request.Form.ContainsKey(ChosenColumns.Field + "title") ? ChosenColumns.Of(table, context.Request.Form) : null);
        if (show is not null) return Task.FromResult((chosen with { Page = 1 }).Url);
        if (chosen != shown) return Task.FromResult(QueryHelpers.AddQueryString((chosen with { Page = 1 }).Url, PreviewQuery.Asked, "true"));
        var read = import.Content.With(chosen.Columns);
        var (_, step) = importer.Record(who, read.Reading, chosen.Choices(read) with { Model = who.Role >= Role.Admin });
        kept.Forget(import);
        return Task.FromResult(string.Create(CultureInfo.InvariantCulture, $"/posture/import?done={step?.EditId ?? 0}"));
    });

    private static Task DiscardAsync(string token, IFormCollection form, HttpContext context, CurrentPerson person, KeptUploads<LookedAt> kept) => DoAsync(context, person, who =>
    {
        kept.Forget(Found(kept, token, who));
        return Task.FromResult("/posture/import");
    });

    private static KeptUpload<LookedAt> Found(KeptUploads<LookedAt> kept, string token, Person who) =>
        kept.Find(token, who) ?? throw new SourceRefusedException("This upload is not kept any more: half an hour has passed, or the app was started anew. Upload the file again; what is recorded already does not change.");

    /// <summary>Each field <c>pick-3</c> says of the third rule that was read, <c>run-3</c> of the third run, which one it is: source and id, or nothing.</summary>
    private static void Picked(LookedAt import, IFormCollection form)
    {
        Each(form, Pick, import.Reading.Rules.Count, import.Pick);
        Each(form, Run, import.Reading.Runs.Count, import.PickRun);
    }

    private static void Each(IFormCollection form, string start, int count, Action<int, ItemKey?> pick)
    {
        foreach (var (name, value) in form.Where(field => field.Key.StartsWith(start, StringComparison.Ordinal)))
        {
            if (!int.TryParse(name.AsSpan(start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var claim) || claim >= count) continue;
            pick(claim, ItemKey.Parse(value));
        }
    }

    private static Task DoAsync(HttpContext context, CurrentPerson person, Func<Person, Task<string>> act) => PostureForm.DoAsync(context, person, "/posture/import", act);
}
