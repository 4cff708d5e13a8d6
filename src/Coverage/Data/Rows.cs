using Coverage.Catalog;

namespace Coverage.Data;

/// <summary>A configured source and what it holds now.</summary>
public sealed class SourceRow
{
    /// <summary>Its name, such as <c>sigma</c>; the key of everything that it holds.</summary>
    public required string Name { get; set; }

    /// <summary>What it publishes.</summary>
    public SourceKind Kind { get; set; }

    /// <summary>Its matrix, for ATT&amp;CK.</summary>
    public AttackDomain? Domain { get; set; }

    /// <summary>It still holds the seed data: facts without texts.</summary>
    public bool Seeded { get; set; }

    /// <summary>Where it was last read from: a path, or a repository.</summary>
    public string Origin { get; set; } = "";

    /// <summary><c>OWNER/NAME</c> on GitHub; empty when unknown.</summary>
    public string Repository { get; set; } = "";

    /// <summary>The commit, when known.</summary>
    public string Commit { get; set; } = "";

    /// <summary>The release that the content states; empty when it states none.</summary>
    public string Version { get; set; } = "";

    /// <summary>The content's own time (UTC), when known.</summary>
    public DateTime? Date { get; set; }

    /// <summary>Fingerprint of the last input, to see that the same one comes again; empty when there is none.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>When it last changed (UTC).</summary>
    public DateTime ImportedAt { get; set; }

    /// <summary>When it was last read and found unchanged or changed (UTC).</summary>
    public DateTime CheckedAt { get; set; }

    /// <summary>Counts every change of the source, so that a reader sees that another one came first.</summary>
    public int Revision { get; set; }
}

/// <summary>One item of the catalogue as it is stored; <see cref="CatalogJson"/> reads and writes its facts.</summary>
public sealed class ItemRow
{
    /// <summary>The row; nothing outside of the catalogue refers to it.</summary>
    public long Id { get; set; }

    /// <summary>The source that holds it.</summary>
    public required string Source { get; set; }

    /// <summary>What it is.</summary>
    public ItemKind Kind { get; set; }

    /// <summary>The identifier that the source gives it.</summary>
    public required string ExternalId { get; set; }

    /// <summary>Its name.</summary>
    public required string Title { get; set; }

    /// <summary>The path of its file; empty where items share one file.</summary>
    public string Path { get; set; } = "";

    /// <summary>Its content hash.</summary>
    public required string Hash { get; set; }

    /// <summary>Its facts as JSON.</summary>
    public required string Facts { get; set; }

    /// <summary>The upstream text, once an import brought it. The last column, so that reading facts does not read texts.</summary>
    public string? Text { get; set; }
}

/// <summary>A file of a source as it was last read, known by its git blob hash.</summary>
public sealed class FileRow
{
    /// <summary>The source.</summary>
    public required string Source { get; set; }

    /// <summary>The path in its tree.</summary>
    public required string Path { get; set; }

    /// <summary>The git blob hash of its bytes.</summary>
    public required string BlobHash { get; set; }

    /// <summary>It lost an identifier to another file, so that it is read again each time.</summary>
    public bool Recheck { get; set; }
}

/// <summary>A problem of the last import of a source.</summary>
public sealed class DiagnosticRow
{
    /// <summary>The row.</summary>
    public long Id { get; set; }

    /// <summary>The source.</summary>
    public required string Source { get; set; }

    /// <summary>The path in its tree.</summary>
    public required string Path { get; set; }

    /// <summary>The line, from 1; 0 where not known.</summary>
    public int Line { get; set; }

    /// <summary>What is wrong.</summary>
    public required string Message { get; set; }

    /// <summary>What to do.</summary>
    public required string Advice { get; set; }
}

/// <summary>What one import did to one source.</summary>
public sealed class ChangeSetRow
{
    /// <summary>The row.</summary>
    public long Id { get; set; }

    /// <summary>The source.</summary>
    public required string Source { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }

    /// <summary>Who.</summary>
    public required string Who { get; set; }

    /// <summary>Where the input came from.</summary>
    public required string Origin { get; set; }

    /// <summary>The release before; empty when unknown or none.</summary>
    public string VersionBefore { get; set; } = "";

    /// <summary>The release now.</summary>
    public string Version { get; set; } = "";

    /// <summary>The content's own time, when known.</summary>
    public DateTime? Date { get; set; }

    /// <summary>The commit, when known.</summary>
    public string Commit { get; set; } = "";

    /// <summary>Items that were not there before.</summary>
    public int Added { get; set; }

    /// <summary>Items whose content hash differs.</summary>
    public int Changed { get; set; }

    /// <summary>Items that are gone.</summary>
    public int Removed { get; set; }

    /// <summary>Items whose path differs; those that also changed count in both.</summary>
    public int Moved { get; set; }

    /// <summary>Equal items whose text came for the first time.</summary>
    public int Filled { get; set; }

    /// <summary>Equal items whose relations to others differ.</summary>
    public int Relinked { get; set; }

    /// <summary>Items that stayed as they were.</summary>
    public int Unchanged { get; set; }

    /// <summary>Problems in single files.</summary>
    public int Problems { get; set; }

    /// <summary>What else has to be said, such as a check that was not possible.</summary>
    public string Notes { get; set; } = "";
}

/// <summary>What happened to an item in a change set. Moved and changed may both hold.</summary>
[Flags]
public enum ItemChange
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is new.</summary>
    Added = 1,

    /// <summary>Its content differs.</summary>
    Changed = 2,

    /// <summary>It is gone.</summary>
    Removed = 4,

    /// <summary>Its path differs.</summary>
    Moved = 8,

    /// <summary>It is gone because its file can no longer be read, though it is there.</summary>
    Unreadable = 16,
}

/// <summary>One item of a change set. A source's first content is told by figures alone.</summary>
public sealed class ChangeRow
{
    /// <summary>The row.</summary>
    public long Id { get; set; }

    /// <summary>The change set.</summary>
    public long ChangeSetId { get; set; }

    /// <summary>What happened.</summary>
    public ItemChange Change { get; set; }

    /// <summary>What it is.</summary>
    public ItemKind Kind { get; set; }

    /// <summary>Its identifier.</summary>
    public required string ExternalId { get; set; }

    /// <summary>Its title, now or at the end.</summary>
    public required string Title { get; set; }

    /// <summary>Its path, now or at the end.</summary>
    public string Path { get; set; } = "";

    /// <summary>The path before, if it moved.</summary>
    public string PathBefore { get; set; } = "";

    /// <summary>The hash before.</summary>
    public string HashBefore { get; set; } = "";

    /// <summary>The hash now.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Its title before, if that differs; else empty.</summary>
    public string TitleBefore { get; set; } = "";

    /// <summary>Its facts before, if it changed or is gone.</summary>
    public string? FactsBefore { get; set; }

    /// <summary>Its text before, if it changed or is gone and there was one.</summary>
    public string? TextBefore { get; set; }
}

/// <summary>One entry of the audit log.</summary>
public sealed class AuditRow
{
    /// <summary>The row.</summary>
    public long Id { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }

    /// <summary>Who.</summary>
    public required string Who { get; set; }

    /// <summary>In which role.</summary>
    public Role Role { get; set; }

    /// <summary>Which mutation.</summary>
    public required string Action { get; set; }

    /// <summary>What it was done to.</summary>
    public required string Subject { get; set; }

    /// <summary>What came of it.</summary>
    public string Details { get; set; } = "";
}

/// <summary>A link that signs a person in once; only the hash of its token is kept.</summary>
public sealed class OperatorLinkRow
{
    /// <summary>SHA-256 (hex) of the token.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Who signs in by it.</summary>
    public required string Name { get; set; }

    /// <summary>In which role.</summary>
    public Role Role { get; set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>From when it is void (UTC).</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>When it was used (UTC); null as long as it was not.</summary>
    public DateTime? UsedAt { get; set; }
}

/// <summary>The one row that says which generation of the data this is.</summary>
public sealed class GenerationRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>Grows with everything that a page could show.</summary>
    public long Number { get; set; }

    /// <summary>Whether it was settled that this database gets the seed data, or that it does not.</summary>
    public bool SeedSettled { get; set; }

    /// <summary>Whether the ready-made sources were set up; whatever becomes of them afterwards is the administrator's.</summary>
    public bool SourcesSettled { get; set; }
}
