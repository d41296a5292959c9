using System.Text;
using Azimuth.Http.Handlers;

namespace Azimuth.Tests.Http;

public sealed class TokenResponseSanitizerTests
{
    [Theory]
    [InlineData("{\"expires_in\":3599,\"a\":{}}")]
    [InlineData("{\"a\\ud800\":1,\"expires_in\":-1}")]
    [InlineData("{\"expires_in\":\"\\ud800\"}")]
    [InlineData("no JSON")]
    public void What_is_well_or_no_text_at_all_is_left_to_its_reader(string answer) =>
        TokenResponseSanitizer.Sanitize(Encoding.UTF8.GetBytes(answer)).ShouldBeNull();

    [Theory]
    [InlineData("{\"expires_in\":1e30,\"scope\":\"s\"}", "{\"scope\":\"s\"}")]
    [InlineData("{\"expires_in\":-1,\"scope\":\"s\"}", "{\"scope\":\"s\"}")]
    [InlineData("{\"expires_in\":\"-1\",\"refresh_in\":3600}", "{\"refresh_in\":3600}")]
    [InlineData("{\"expires_in\":3600,\"refresh_in\":315360001}", "{\"expires_in\":3600}")]
    [InlineData(
        "{\"device_code\":\"d\",\"expires_in\":86401,\"interval\":60}", "{\"device_code\":\"d\",\"expires_in\":900,\"interval\":60}")]
    [InlineData("{\"device_code\":\"d\",\"expires_in\":900,\"interval\":61}", "{\"device_code\":\"d\",\"expires_in\":900,\"interval\":5}")]
    [InlineData("{\"device_code\":\"d\",\"expires_in\":900,\"interval\":0}", "{\"device_code\":\"d\",\"expires_in\":900,\"interval\":5}")]
    public void Numbers_out_of_all_range_count_as_absent(string answer, string mended) =>
        Encoding.UTF8.GetString(TokenResponseSanitizer.Sanitize(Encoding.UTF8.GetBytes(answer))!).ShouldBe(mended);
}
