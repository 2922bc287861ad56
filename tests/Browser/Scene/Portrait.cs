namespace RedConnect.Tests.Browser.Scene;

/// <summary>What a person's camera shows and microphone plays.</summary>
/// <param name="Drawing">An SVG file of this folder, without its extension.</param>
/// <param name="Wall">The colour of the wall behind the person: red, green, blue. No other drawing has it.</param>
/// <param name="Hertz">The tone of the microphone.</param>
public sealed record Portrait(string Drawing, (int Red, int Green, int Blue) Wall, int Hertz)
{
    public static Portrait Practitioner { get; } = new("practitioner", (0xc8, 0x40, 0x2f), 440);

    public static Portrait Patient { get; } = new("patient", (0x3a, 0x6f, 0xc0), 1000);
}
