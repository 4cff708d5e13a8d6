using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sources.Origins;
using Coverage.Sync;
using Coverage.Sync.Packs;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Coverage.Web.Features.Sources;

/// <summary>
/// Imports by upload or server path, with progress and cancel. Every action asks anew who is at work; a server path takes
/// an administrator, since it reads what the server's account can read.
/// </summary>
[Authorize(Policy = Policies.Engineer)]
public sealed partial class ImportIsland : IDisposable
{
    private static readonly SourceKind?[] Kinds = [null, SourceKind.Attack, SourceKind.D3fend, SourceKind.Sigma, SourceKind.Atomic];

    private IReadOnlyList<IBrowserFile>? files;
    private CancellationTokenSource? upload;
    private BackgroundJob<IReadOnlyList<ImportedSource>>? watched;
    private string? path;
    private string? source;
    private string? trust;
    private SourceKind? kind;
    private bool force;
    private bool live;
    private bool uploading;
    private int uploaded;
    private string message = "";

    [Inject] private ImportJobs Jobs { get; set; } = null!;

    [Inject] private Uploads Uploads { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    private BackgroundJob<IReadOnlyList<ImportedSource>>? Job => Jobs.Current;

    private bool IsAdmin { get; set; }

    private bool Busy => uploading || Job?.State == JobState.Running;

    private bool HasPack => files?.Any(file => IsPack(file.Name)) == true || IsPack(path?.Trim() ?? "");

    private bool HasInput => files is { Count: > 0 } || !string.IsNullOrWhiteSpace(path);

    /// <inheritdoc/>
    public void Dispose()
    {
        upload?.Cancel();
        upload?.Dispose();
        if (watched is not null) watched.Changed -= Redraw;
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        IsAdmin = (await Person.GetAsync())?.Role >= Role.Admin;
        if (RendererInfo.IsInteractive) Watch(Job);
    }

    /// <summary>From the second rendering on, the file input listens: what was chosen before would be lost.</summary>
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        live = true;
        StateHasChanged();
    }

    private static string KindName(SourceKind? kind) => kind is { } known ? KindWords.Of(known) : "seen from the content";

    private void Choose(IReadOnlyList<IBrowserFile>? chosen)
    {
        files = chosen;
        message = "";
    }

    private async Task ImportAsync()
    {
        message = "";
        var cleanUps = new List<Action>();
        try
        {
            var who = await Person.GetAsync() is { } person && person.Role >= Mutations.Import.Needs ? person : throw new ImportUsageException("You are no longer signed in as Engineer or Admin. Sign in by a new link.");
            var inputs = await InputsAsync(who, cleanUps);
            var after = cleanUps.ToArray();
            Watch(Start(inputs, who, () => Array.ForEach(after, delete => delete())));
            cleanUps.Clear();
            (files, path, trust) = (null, null, null);
        }
        catch (OperationCanceledException)
        {
            message = "Cancelled; nothing has changed.";
        }
        catch (Exception problem) when (problem is ImportUsageException or SourceRefusedException or IOException or UnauthorizedAccessException)
        {
            message = problem.Message;
        }
        finally
        {
            uploading = false;
            cleanUps.ForEach(delete => delete());
        }
    }

    private BackgroundJob<IReadOnlyList<ImportedSource>> Start(List<Input> inputs, Person who, Action after)
    {
        if (inputs.Exists(input => IsPack(input.Name)))
        {
            if (inputs.Count > 1) throw new ImportUsageException("A pack is imported by itself. Choose it alone.");
            return Jobs.StartPack(inputs[0].Bytes, inputs[0].Name, new PackImportRequest { Force = force, Trust = Fingerprint() }, who, after);
        }

        var request = new ImportRequest { Inputs = [.. inputs.Select(input => input.Tree)], Kind = kind, Source = string.IsNullOrWhiteSpace(source) ? null : source.Trim(), Force = force };
        return Jobs.Start(request, [.. inputs.Select(input => input.Name)], who, after);
    }

    private string? Fingerprint() => string.IsNullOrWhiteSpace(trust) ? null
        : SignerFingerprint.Parse(trust) ?? throw new ImportUsageException("That is no fingerprint: it has 64 hexadecimal digits, as 'coverage pack key' prints them where the pack was made.");

    private async Task<List<Input>> InputsAsync(Person who, List<Action> cleanUps)
    {
        var inputs = new List<Input>();
        if (!string.IsNullOrWhiteSpace(path))
        {
            if (who.Role < Role.Admin) throw new ImportUsageException("A path on the server takes an administrator. Upload the file instead.");
            var given = path.Trim();
            inputs.Add(new Input(given, () => SourceTrees.Open(given), () => File.OpenRead(given)));
        }

        upload?.Dispose();
        upload = new CancellationTokenSource();
        (uploading, uploaded) = (files is { Count: > 0 }, 0);
        foreach (var file in files ?? [])
        {
            await using var content = file.OpenReadStream(Uploads.Largest, upload.Token);
            var kept = await Uploads.KeepAsync(content, file.Name, upload.Token);
            cleanUps.Add(kept.Delete);
            inputs.Add(new Input(kept.Name, kept.Tree, kept.Open));
            uploaded++;
            StateHasChanged();
        }

        return inputs;
    }

    private async Task Cancel()
    {
        if (await Person.GetAsync() is not { } person || person.Role < Mutations.Import.Needs) return;
        if (uploading && upload is not null) await upload.CancelAsync();
        Job?.Cancel();
    }

    private void Watch(BackgroundJob<IReadOnlyList<ImportedSource>>? job)
    {
        if (watched is not null) watched.Changed -= Redraw;
        watched = job;
        if (watched is not null) watched.Changed += Redraw;
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    private static bool IsPack(string name) => name.EndsWith(".coveragepack", StringComparison.OrdinalIgnoreCase);

    /// <summary>Something to import: as a tree of files, or as the bytes of a pack.</summary>
    private sealed record Input(string Name, Func<SourceTree> Tree, Func<Stream> Bytes);
}
