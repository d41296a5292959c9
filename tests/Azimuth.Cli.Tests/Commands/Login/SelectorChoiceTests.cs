using Azimuth.Cli.Commands.Login;

namespace Azimuth.Cli.Tests.Commands.Login;

public sealed class SelectorChoiceTests
{
    [Theory]
    [InlineData(SystemKind.Linux, true, true, true, true, true)]
    [InlineData(SystemKind.MacOS, true, true, true, true, true)]
    [InlineData(SystemKind.Windows, true, true, true, true, true)]
    [InlineData(SystemKind.Windows, false, true, true, true, false)]
    [InlineData(SystemKind.Linux, true, false, true, true, false)]
    [InlineData(SystemKind.Linux, true, true, false, true, false)]
    [InlineData(SystemKind.Linux, true, true, true, false, false)]
    public void The_question_is_for_a_person_at_a_64_bit_terminal(
        SystemKind system, bool is64Bit, bool inIsTerminal, bool outIsTerminal, bool isOn, bool isAsked) =>
        SelectorChoice.IsForPerson(new(system, is64Bit, ""), inIsTerminal, outIsTerminal, () => isOn).ShouldBe(isAsked);
}
