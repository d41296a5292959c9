using Microsoft.AspNetCore.Authentication.JwtBearer;

var builder = WebApplication.CreateBuilder(args);

// AzureAd__Instance points here in a shell of the sandbox; elsewhere it is Entra ID.
var instance = builder.Configuration["AzureAd:Instance"] ?? "https://login.microsoftonline.com/";
var tenant = builder.Configuration["AzureAd:TenantId"] ?? "11111111-1111-1111-1111-000000000001";
builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
{
    options.Authority = $"{instance}{tenant}/v2.0"; // keys and issuer come from its discovery document
    options.Audience = "33333333-3333-3333-3333-000000000001";
    options.MapInboundClaims = false;
    options.TokenValidationParameters.RoleClaimType = "roles";
    options.TokenValidationParameters.ClockSkew = TimeSpan.Zero;
});
builder.Services.AddAuthorizationBuilder()
    .AddPolicy("read", policy => policy.RequireAssertion(asked =>
        asked.User.FindFirst("scp")?.Value.Split(' ').Contains("Orders.Read") == true))
    .AddPolicy("audit", policy => policy.RequireRole("Auditor"));

var app = builder.Build();
app.MapGet("/orders", () => "4711: one sextant").RequireAuthorization("read");
app.MapGet("/audit", () => "All is well.").RequireAuthorization("audit");
app.Run();
