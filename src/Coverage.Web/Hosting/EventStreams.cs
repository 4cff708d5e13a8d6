using System.Globalization;
using System.Text;
using Coverage.Views;
using Microsoft.AspNetCore.Http.Features;

namespace Coverage.Web.Hosting;

/// <summary>
/// The server-sent events of <c>/events</c>: <c>event: view</c> with the generation, at once and whenever a new view is
/// there. See https://html.spec.whatwg.org/multipage/server-sent-events.html.
/// </summary>
internal sealed class EventStreams : IDisposable
{
    /// <summary>How many streams there are at most.</summary>
    public const int Most = 200;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    private readonly CoverageViews views;
    private readonly CancellationToken stopping;
    private volatile TaskCompletionSource changed = NewChange();
    private int open;

    public EventStreams(CoverageViews views, IHostApplicationLifetime lifetime)
    {
        this.views = views;
        stopping = lifetime.ApplicationStopping;
        views.Changed += Publish;
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

    public void Dispose() => views.Changed -= Publish;

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WriteAsync(HttpResponse response, CancellationToken end)
    {
        var sent = -1L;
        while (true)
        {
            // Taken before the generation is read, so that no change falls between the two.
            var change = changed.Task;
            var now = views.Current.Generation;
            var text = now == sent ? ":\n\n" : string.Create(CultureInfo.InvariantCulture, $"event: view\ndata: {{\"generation\":{now}}}\n\n");
            await response.Body.WriteAsync(Encoding.ASCII.GetBytes(text), end);
            await response.Body.FlushAsync(end);
            sent = now;
            await WaitAsync(change, end);
        }
    }

    private static async Task WaitAsync(Task change, CancellationToken end)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(end);
        await Task.WhenAny(change, Task.Delay(Heartbeat, timer.Token));
        await timer.CancelAsync();
        end.ThrowIfCancellationRequested();
    }

    private void Publish(CoverageView view) => Interlocked.Exchange(ref changed, NewChange()).TrySetResult();
}
