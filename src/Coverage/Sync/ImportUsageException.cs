namespace Coverage.Sync;

/// <summary>A request that cannot be carried out as it was made; nothing has changed. The message says what to say instead.</summary>
public sealed class ImportUsageException(string message) : Exception(message);
