using Coverage.Data;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components.Forms;

namespace Coverage.Web.Components;

/// <summary>What every form that records the posture carries along.</summary>
/// <param name="Environment">The key of the environment that it is about; empty for none.</param>
/// <param name="EditId">The last edit that is in what the page shows: what somebody else did since is a conflict.</param>
/// <param name="Back">Where to go on afterwards.</param>
/// <param name="Token">Proves that the form is of a page of ours.</param>
public sealed record RecordForm(string Environment, long EditId, string Back, AntiforgeryRequestToken Token);

/// <summary>Gives forms to who may record.</summary>
internal sealed class RecordForms(CurrentPerson person, AntiforgeryStateProvider antiforgery)
{
    /// <summary>A form's hidden part; null for who may only read, and gets no form.</summary>
    public async ValueTask<RecordForm?> OfAsync(string environment, long editId, string back)
    {
        return await person.GetAsync() is { Role: >= Role.Engineer } && antiforgery.GetAntiforgeryToken() is { } token ? new RecordForm(environment, editId, back, token) : null;
    }
}
