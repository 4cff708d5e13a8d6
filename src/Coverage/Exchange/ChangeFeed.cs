using System.Globalization;
using System.Text;
using System.Xml;
using Coverage.Catalog;
using Coverage.Views.Changes;

namespace Coverage.Exchange;

/// <summary>
/// The newest changes as a feed: RSS 2.0 (https://www.rssboard.org/rss-specification) and JSON Feed 1.1
/// (https://www.jsonfeed.org/version/1.1/). An entry's identity is its number, or its change set's, in this
/// installation, which never changes; its address may.
/// </summary>
/// <param name="Title">What the feed is called.</param>
/// <param name="Address">Where the app is, without a slash at the end.</param>
/// <param name="Page">The path and query of the page that shows the same.</param>
/// <param name="Self">The path and query of the feed itself.</param>
public sealed record ChangeFeed(string Title, string Address, string Page, string Self)
{
    /// <summary>Entries that a feed has at most: a reader wants the news, not an upgrade's thousands. Many changes of one set are one entry.</summary>
    public const int Most = 200;

    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>Writes RSS.</summary>
    public void WriteRss(Stream stream, IReadOnlyList<ChangeEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" });
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, Atom);
        xml.WriteStartElement("channel");
        Element(xml, "title", Title);
        Element(xml, "link", Address + Page);
        Element(xml, "description", Description);
        Element(xml, "language", "en");
        if (entries.Count > 0) Element(xml, "lastBuildDate", Rfc822(entries.Max(entry => entry.Set.At)));
        xml.WriteStartElement("atom", "link", Atom);
        xml.WriteAttributeString("href", Address + Self);
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", "application/rss+xml");
        xml.WriteEndElement();
        foreach (var item in FeedItem.Of(entries, Most, Page)) WriteItem(xml, item);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Writes a JSON Feed.</summary>
    public void WriteJson(Stream stream, IReadOnlyList<ChangeEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("version", "https://jsonfeed.org/version/1.1");
            writer.WriteString("title", Title);
            writer.WriteString("home_page_url", Address + Page);
            writer.WriteString("feed_url", Address + Self);
            writer.WriteString("description", Description);
            writer.WriteString("language", "en");
            writer.WriteStartArray("items");
            foreach (var item in FeedItem.Of(entries, Most, Page))
            {
                writer.WriteStartObject();
                writer.WriteString("id", item.Identity);
                writer.WriteString("url", Address + item.Path);
                if (item.Original is { } original) writer.WriteString("external_url", original);
                writer.WriteString("title", item.Title);
                writer.WriteString("content_text", item.Text);
                writer.WriteString("date_published", item.At);
                writer.WriteTexts("tags", item.Tags);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static string Description => "What changed in the sources of ATT&CK, D3FEND, Sigma and Atomic Red Team.";

    private void WriteItem(XmlWriter xml, FeedItem item)
    {
        xml.WriteStartElement("item");
        Element(xml, "title", item.Title);
        Element(xml, "link", Address + item.Path);
        Element(xml, "description", item.Text);
        foreach (var tag in item.Tags) Element(xml, "category", tag);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(item.Identity);
        xml.WriteEndElement();
        Element(xml, "pubDate", Rfc822(item.At));
        xml.WriteEndElement();
    }

    /// <summary>Characters that XML cannot hold are upstream's mistake; they are left out.</summary>
    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Clean(text));

    private static string Clean(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c))) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i])) clean.Append(text[i]);
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) clean.Append(text[i]).Append(text[++i]);
        }

        return clean.ToString();
    }

    private static string Rfc822(DateTime time) => time.ToString("r", CultureInfo.InvariantCulture);
}
