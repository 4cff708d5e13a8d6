using System.Globalization;
using System.Text;
using Coverage.Views.Scores;
using Microsoft.AspNetCore.Http.Features;

namespace Coverage.Web.Hosting;

/// <summary>
/// The server-sent events of <c>/events</c>: <c>event: view</c> with the version of what is shown, at once and whenever the
/// catalogue, the posture or the day has moved on; <c>event: sync</c> when a sync moves on, at most four a second. See https://html.spec.whatwg.org/multipage/server-sent-events.html.
/// </summary>
internal sealed class EventStreams : IDisposable
{
    /// <summary>How many streams there are at most.</summary>
    public const int Most = 200;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly PostureViews views;
    private readonly SyncNews syncs;
    private readonly CancellationToken stopping;
    private volatile TaskCompletionSource changed = NewChange();
    private int open;

    public EventStreams(PostureViews views, SyncNews syncs, IHostApplicationLifetime lifetime)
    {
        (this.views, this.syncs) = (views, syncs);
        stopping = lifetime.ApplicationStopping;
        views.Changed += PublishView;
        syncs.Changed += Publish;
    }

    /// <summary>Serves one stream until the browser leaves or the app stops.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref open) > Most)
        {
            Interlocked.Decrement(ref open);
            context.Response.Headers.RetryAfter = "60";
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await WriteAsync(context.Response, end.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            // The browser has left, or the app stops.
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    public void Dispose()
    {
        views.Changed -= PublishView;
        syncs.Changed -= Publish;
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WriteAsync(HttpResponse response, CancellationToken end)
    {
        var (sent, told) = ("", 0);
        while (true)
        {
            // Taken before what it tells of is read, so that no change falls between the two.
            var change = changed.Task;
            var (version, step) = (views.Current.Version, syncs.Step);
            var text = (version == sent ? "" : View(version)) + (step == told ? "" : Sync());
            await response.Body.WriteAsync(Encoding.ASCII.GetBytes(text.Length > 0 ? text : ":\n\n"), end);
            await response.Body.FlushAsync(end);
            (sent, told) = (version, step);
            await Task.Delay(Pause, end);
            await WaitAsync(change, end);
        }
    }

    private static string View(string version) => $"event: view\ndata: {{\"version\":\"{version}\"}}\n\n";

    /// <summary>How far each is comes as a fragment, by whom it is asked for; a new turn says that more than that is new.</summary>
    private string Sync() => string.Create(CultureInfo.InvariantCulture, $"event: sync\ndata: {{\"turn\":{syncs.Turn},\"running\":{syncs.Running.Count}}}\n\n");

    private static async Task WaitAsync(Task change, CancellationToken end)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(end);
        await Task.WhenAny(change, Task.Delay(Heartbeat, timer.Token));
        await timer.CancelAsync();
        end.ThrowIfCancellationRequested();
    }

    private void PublishView(PostureView view) => Publish();

    private void Publish() => Interlocked.Exchange(ref changed, NewChange()).TrySetResult();
}
