namespace Azimuth.Sandbox.Switches;

/// <summary>Where people sign in from: on one machine every address is the same, so the place has to be told.</summary>
internal sealed class Location() : Switch<LocationSettings>(
    "location", "Sign-in location", "Users sign in from the named location, to which policies of the scenario can apply.",
    SwitchesJson.Default.LocationSettings)
{
    /// <summary>The default location of all users.</summary>
    public const string Usual = "Office";

    public string Of(World.Directory.Person person) => Now.On ? Now.Name : person.Location ?? Usual;
}

internal sealed record LocationSettings : SwitchSettings
{
    public string Name { get; set; } = "Elsewhere";
}
