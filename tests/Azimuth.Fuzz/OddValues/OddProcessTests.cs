namespace Azimuth.Fuzz.OddValues;

/// <summary>
/// The same with the program as it was built: a process that crashes is seen, argv and variables are bytes, and the folder may be nobody's.
/// </summary>
public sealed class OddProcessTests : IDisposable
{
    // Not text in any encoding that is expected.
    private const string Bytes = "$(printf '\\377\\300x\\200')";

    private readonly OddHome _home = new();
    private readonly OddFindings _findings = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(OddFolder.SignedIn, 64)]
    [InlineData(OddFolder.HomeIsRoot, 128)]
    [InlineData(OddFolder.ReadOnly, 128)]
    public void In_every_option(OddFolder folder, int parts)
    {
        var az = new OddProcess(_home, folder);
        var places = OddCommands.Places.ToList();

        foreach (var (place, value) in OddGrid.Pairs(places, OddGrid.ForVariables, parts))
        {
            _findings.Judge($"{place}", az.Run(place.With(value), _home.Variables()), place.Hidden(value));
        }

        foreach (var (place, _) in OddGrid.Pairs(places, [Bytes], folder == OddFolder.SignedIn ? 1 : 8))
        {
            string[] words = [.. place.With("x").SkipLast(1)];
            _findings.Judge($"{place}, bytes", az.Run(words, _home.Variables(), $"set -- \"$@\" \"{Bytes}\";"));
        }

        _findings.Conclude();
    }

    [Fact]
    public void In_every_variable()
    {
        var az = new OddProcess(_home, OddFolder.SignedIn);
        var nameless = new OddProcess(_home, OddFolder.ReadOnly); // who can write nowhere else
        var places = OddGrid.Variables.SelectMany(variable => OddGrid.Lines, (variable, line) => (variable, line))
            .Where(place => OddProcess.HasOwnNetwork || !OddGrid.LeadsOut(place.variable) || OddGrid.IsLocal(place.line)).ToList();

        foreach (var ((variable, line), value) in OddGrid.Pairs(places, OddGrid.ForVariables, parts: 512))
        {
            var variables = _home.Variables();
            variables[variable] = value;
            var runner = _home.LeadsElsewhere(variable, value) ? nameless : az;
            _findings.Judge($"{variable}, {line}", runner.Run(line.Split(' '), variables), OddGrid.IsSecret(variable) ? value : null);
        }

        foreach (var ((variable, line), _) in OddGrid.Pairs(places, [Bytes], parts: 16))
        {
            _findings.Judge($"{variable}, {line}, bytes", az.Run(line.Split(' '), _home.Variables(), $"export {variable}=\"{Bytes}\";"));
        }

        _findings.Conclude();
    }

    [Theory]
    [InlineData("ulimit -n 5;")]
    [InlineData("ulimit -n 7;")]
    [InlineData("ulimit -n 9;")]
    [InlineData("export LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8;")]
    [InlineData("export LC_ALL=xx_YY.nothing TZ=Nowhere/City TERM=nothing COLUMNS=-1;")]
    [InlineData("export LC_ALL=../../etc TZ=../../dev/zero TERM=../../dev/zero COLUMNS=99999999999999999999;")]
    [InlineData("export LC_ALL= LANG= TZ= TERM= COLUMNS= PATH= HOME= TMPDIR=/nonexistent;")]
    [InlineData("unset LC_ALL LANG TZ TERM COLUMNS PATH HOME USER;")]
    [InlineData("umask 777;")]
    [InlineData("cd /; exec <&-;")]
    [InlineData("mkdir gone; cd gone; rmdir ../gone;")]
    public void In_odd_surroundings(string before)
    {
        var az = new OddProcess(_home, OddFolder.SignedIn);

        foreach (var line in OddGrid.Lines)
        {
            _findings.Judge($"{before} {line}", az.Run(line.Split(' '), _home.Variables(), before));
        }

        _findings.Conclude();
    }
}
