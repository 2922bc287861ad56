using System.Globalization;
using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>The two codes of an appointment, the patient's link, and when it begins.</summary>
public sealed record Codes(string Practitioner, string Patient, string PatientLink, DateTimeOffset Start)
{
    /// <summary>With and without dashes, and what the link has behind its <c>#</c>.</summary>
    public IEnumerable<string> Spellings =>
    [
        Practitioner, Patient, WithoutDashes(Practitioner), WithoutDashes(Patient),
        PatientLink[^43..], PatientLink[^21..],
    ];

    private static string WithoutDashes(string code) => code.Replace("-", "", StringComparison.Ordinal);
}

/// <summary>A practice in the portal, driven as its user would.</summary>
public sealed class Practice(IPage page)
{
    public const string Password = "Ein-gutes-Passwort!7";
    public const string FullName = "Dr. med. Maria Mustermann";

    public IPage Page => page;

    public static async Task<Practice> Register(Person person, string name, BrowserNewContextOptions? options = null)
    {
        var page = await person.NewPage(options);
        await FillIn(page, name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrieren" }).ClickAsync();
        await ConfirmSheet(page);
        return new Practice(page);
    }

    /// <summary>Fills in the registration form.</summary>
    public static async Task FillIn(IPage page, string name)
    {
        await page.GotoAsync("/arzt/registrieren");
        await page.GetByLabel("Kurzname der Organisation").FillAsync(name);
        await page.GetByLabel("Kurzname des Benutzers").FillAsync("mmuster");
        await page.GetByLabel("Ihr voller Name mit Titel").FillAsync(FullName);
        await page.GetByLabel("Passwort", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("Passwort wiederholen").FillAsync(Password);
        await page.GetByLabel("Name dieses Arbeitsplatzes").FillAsync("Sprechzimmer Eins");
    }

    /// <summary>Types the last group of the recovery sheet, as from paper, and goes on.</summary>
    public static async Task ConfirmSheet(IPage page)
    {
        var shown = page.Locator("#sheet");
        await shown.WaitForAsync();
        await page.Locator("#last-group").FillAsync((await shown.InnerTextAsync())[^4..]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Weiter zur Videosprechstunde" }).ClickAsync();
        await page.Locator("#list").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Plans an appointment.</summary>
    /// <param name="participant">The patient's name.</param>
    /// <param name="inMinutes">When it begins, from now.</param>
    /// <param name="email">The patient's address.</param>
    /// <param name="now">The server's time, if it differs from this machine's.</param>
    /// <param name="admission">Who lets people in.</param>
    public async Task<Codes> Plan(string participant, int inMinutes = -5, string email = "",
        DateTimeOffset? now = null, string admission = "automatic")
    {
        var moment = (now ?? TimeProvider.System.GetUtcNow()).AddMinutes(inMinutes);
        await page.GotoAsync("/arzt/videosprechstunde");
        await page.GetByRole(AriaRole.Button, new() { Name = "Neuer Termin" }).ClickAsync();
        await page.GetByLabel("Teilnehmer (Name)").FillAsync(participant);
        await page.GetByLabel("E-Mail (freiwillig)").FillAsync(email);
        await page.GetByLabel("Einlass").SelectOptionAsync(admission);
        await FillStart(moment);
        await page.GetByRole(AriaRole.Button, new() { Name = "Speichern" }).ClickAsync();
        await page.GetByText($"Termin mit {participant}").WaitForAsync();
        return new Codes(
            await page.Locator("#practitioner-code").TextContentAsync() ?? "",
            await page.Locator("#patient-code").TextContentAsync() ?? "",
            await page.Locator("#patient-link").TextContentAsync() ?? "",
            moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMinute)));
    }

    /// <summary>Moves the appointment that is shown.</summary>
    public async Task Move(DateTimeOffset to)
    {
        await page.Locator("#change").ClickAsync();
        await FillStart(to);
        await page.Locator("#save").ClickAsync();
        await page.Locator("#detail-title").WaitForAsync();
    }

    /// <summary>Cancels the appointment that is shown.</summary>
    public async Task Cancel()
    {
        await page.Locator("#cancel").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Termin absagen" }).ClickAsync();
        await page.Locator("#detail-cancelled").WaitForAsync();
    }

    private async Task FillStart(DateTimeOffset moment)
    {
        var start = TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        await page.GetByLabel("Datum", new() { Exact = true }).FillAsync(Text(start, "yyyy-MM-dd"));
        await page.GetByLabel("Uhrzeit", new() { Exact = true }).FillAsync(Text(start, "HH:mm"));
    }

    private static string Text(DateTimeOffset moment, string format) =>
        moment.ToString(format, CultureInfo.InvariantCulture);
}
