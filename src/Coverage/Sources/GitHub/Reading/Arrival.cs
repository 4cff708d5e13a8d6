namespace Coverage.Sources.GitHub.Reading;

/// <summary>A download that is read from its start on while it still comes in. One writes, one reads.</summary>
internal sealed class Arrival(string folder) : IDisposable
{
    private readonly Spool spool = Spool.Create(folder);
    private readonly object gate = new();
    private long written;
    private State state;

    private enum State
    {
        Coming,
        Whole,
        Broken,
    }

    /// <summary>How many bytes have come.</summary>
    public long Length => spool.Length;

    /// <summary>Adds what came.</summary>
    /// <exception cref="FeedException">The disk is full or fails.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        spool.Write(bytes);
        Tell(spool.Length, State.Coming);
    }

    /// <summary>That all of it has come.</summary>
    public void Finish() => Tell(spool.Length, State.Whole);

    /// <summary>That the rest will not come: who reads fails instead of waiting for it.</summary>
    public void Break() => Tell(spool.Length, State.Broken);

    /// <summary>All of it as a stream, which waits for what has not come yet. May be opened again.</summary>
    public Stream Open() => new ArrivalStream(this);

    public void Dispose() => spool.Dispose();

    private void Tell(long length, State now)
    {
        lock (gate)
        {
            (written, state) = (length, now);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>How much can be read from a place on; 0 at the end.</summary>
    private long Await(long at)
    {
        lock (gate)
        {
            while (written == at && state == State.Coming) Monitor.Wait(gate);
            return state == State.Broken ? throw new IOException("The download broke off.") : written - at;
        }
    }

    private sealed class ArrivalStream(Arrival arrival) : Origins.ReadOnlyStream
    {
        private long at;

        public override int Read(Span<byte> buffer)
        {
            if (buffer.Length == 0) return 0;
            var count = (int)Math.Min(buffer.Length, arrival.Await(at));
            arrival.spool.Read(buffer[..count], at);
            at += count;
            return count;
        }
    }
}
