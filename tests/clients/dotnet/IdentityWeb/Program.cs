// Microsoft.Identity.Web on both sides: "web" signs users in and calls the API for them, "api" calls Graph on their behalf.
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.Resource;

var isApi = args is ["api"];
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.Configuration["AzureAd:TenantId"] = "11111111-1111-1111-1111-000000000001";
builder.Configuration["AzureAd:ClientId"] = $"33333333-3333-3333-3333-00000000000{(isApi ? 1 : 2)}";
builder.Configuration["AzureAd:ClientSecret"] = "Azimuth-sandbox-secret-1";
builder.Services.AddHttpClient();
builder.Services.AddAuthorization();
string[] wanted = isApi ? ["https://graph.microsoft.com/User.Read"] : ["api://orders/Orders.Read"];
if (isApi)
{
    builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddMicrosoftIdentityWebApi(builder.Configuration)
        .EnableTokenAcquisitionToCallDownstreamApi().AddInMemoryTokenCaches();
}
else
{
    builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme).AddMicrosoftIdentityWebApp(builder.Configuration)
        .EnableTokenAcquisitionToCallDownstreamApi(wanted).AddInMemoryTokenCaches();
}

var app = builder.Build();
app.MapGet("/", async (HttpContext context, ITokenAcquisition tokens, IHttpClientFactory clients, IConfiguration configuration) =>
{
    if (isApi)
    {
        context.VerifyUserHasAnyAcceptedScope("Orders.Read");
    }

    using var request = new HttpRequestMessage(HttpMethod.Get, configuration["NEXT"]);
    request.Headers.Authorization = new("Bearer", await tokens.GetAccessTokenForUserAsync(wanted));
    using var http = clients.CreateClient();
    using var answer = await http.SendAsync(request);
    return $"{(isApi ? "The API" : "The server")} knows {context.User.GetDisplayName()}, and was "
        + $"answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}";
}).RequireAuthorization();
app.Run();
