using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>Codes that do not belong together: everybody who waits is told at once.</summary>
[Collection("consultations")]
public sealed class WrongCodeTests(Stage stage)
{
    [Fact]
    public async Task Two_with_the_same_code_are_told_to_compare_their_codes()
    {
        var codes = await stage.Practice.Plan("Doppelt Da");
        await AreTold("advice.sameSidePatient", (codes.Patient, "Eins"), (codes.Patient, "Zwei"));
        var practitioner = codes.Practitioner;
        await AreTold("advice.sameSidePractitioner", (practitioner, "Dr. Eins"), (practitioner, "Dr. Zwei"));
    }

    [Fact]
    public async Task Two_in_different_rooms_of_the_practice_are_told_to_compare_their_codes()
    {
        var one = await stage.Practice.Plan("Raum Eins");
        var two = await stage.Practice.Plan("Raum Zwei");
        await AreTold("advice.elsewhere", (one.Practitioner, "Dr. Falsch"), (two.Patient, "Raum Zwei"));
    }

    private async Task AreTold(string advice, (string Code, string Name) here, (string Code, string Name) there)
    {
        var first = await stage.Patient.Enter(here.Code, here.Name);
        var second = await stage.Practitioner.Enter(there.Code, there.Name);
        await second.Page.Says(advice);
        await first.Page.SaysInBothLanguages(advice);
        await first.Page.IsAccessible();
        await first.HangUp();
        await second.HangUp();
        await first.State("ended");
        await second.State("ended");
        await first.Page.Context.CloseAsync();
        await second.Page.Context.CloseAsync();
    }
}
