using System.Text.Json;
using Coverage.Catalog;

namespace Coverage.Sync.Packs;

/// <summary>One line of a source's file: an item, a file or a problem. Items come first, then files, then problems.</summary>
internal sealed record PackLine(PackedItem? Item = null, PackedFileHash? File = null, PackedProblem? Problem = null);

/// <summary>An item as it is stored.</summary>
internal sealed record PackedItem(ItemKind Kind, string Id, string Title, string Path, string Hash, JsonElement Facts, string? Text = null);

/// <summary>A file of the source, so that a later sync fetches only what differs.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Blob">Its git blob hash.</param>
/// <param name="Recheck">It has to be read again each time.</param>
internal sealed record PackedFileHash(string Path, string Blob, bool Recheck);

/// <summary>A problem of the last import.</summary>
internal sealed record PackedProblem(string Path, int Line, string Message, string Advice);
