using System.Text;
using Azimuth.Flows.Loopback.Listener;
using Azimuth.Flows.Loopback.Requests;

namespace Azimuth.Tests.Flows.Loopback;

public sealed class RedirectFieldsTests
{
    [Fact]
    public void A_code_with_the_right_state_becomes_the_query_of_the_redirect_address()
    {
        var fields = Read("code=a%2Bb&client_info=x&state=s&session_state=1&iss=https%3A%2F%2Fevil.example", out _);

        fields!.AsQueryOf(new("http://localhost:4711")).ToString().ShouldBe("http://localhost:4711/?code=a%2Bb&client_info=x&state=s");
    }

    [Fact]
    public void An_error_with_the_right_state_is_an_answer_too()
    {
        var fields = Read("error=access_denied&error_description=No+thanks&state=s", out _);

        fields!.Error.ShouldBe("access_denied");
        fields.ErrorDescription.ShouldBe("No thanks");
    }

    [Theory]
    [InlineData("code=c")]
    [InlineData("code=c&state=")]
    [InlineData("code=c&state=S")]
    [InlineData("code=c&state=s&state=s")]
    [InlineData("code=c&state=s&code=d")]
    [InlineData("code=c&error=e&state=s")]
    [InlineData("state=s")]
    [InlineData("error=e&state=other")]
    [InlineData("error=e")]
    public void Anything_else_is_no_answer_and_says_why(string body)
    {
        Read(body, out var reason).ShouldBeNull();

        reason.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%4")]
    [InlineData("a=%zz")]
    [InlineData("a=%ff")] // no UTF-8
    public void A_body_that_is_no_form_has_no_fields(string body) =>
        FormFields.Read(Encoding.ASCII.GetBytes(body)).ShouldBeNull();

    [Fact]
    public void A_body_of_more_than_64_fields_is_no_answer() =>
        FormFields.Read(Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Repeat("a=b", 65)))).ShouldBeNull();

    private static AuthorizationResponseFields? Read(string body, out string reason) =>
        AuthorizationResponseFields.Read(FormFields.Read(Encoding.ASCII.GetBytes(body))!, "s", out reason);
}
