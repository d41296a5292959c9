# Azurite looks at audience, times and issuer, and knows Entra ID's issuers only.
curl -sS "$(sed 's/.*"control":"\([^"]*\)".*/\1/' "$AZIMUTH_SANDBOX_STATE/ready.json")/switches/stsIssuer" \
    -H "Authorization: Bearer $(cat "$AZIMUTH_SANDBOX_STATE/control.key")" -H 'Content-Type: application/json' -d '{"on":true}' >/dev/null

# With the sandbox's certificate: who trusts the one trusts the other.
azurite-blob --oauth basic --cert "$AZIMUTH_SANDBOX_STATE/leaf.pem" --key "$AZIMUTH_SANDBOX_STATE/leaf.pem" \
    --blobPort "${BLOB_PORT:-10000}" --inMemoryPersistence --disableTelemetry &
trap "kill $!" EXIT

token=$(az account get-access-token --resource https://storage.azure.com --query accessToken --output tsv)
curl -sS --retry 30 --retry-delay 1 --retry-connrefused -H "Authorization: Bearer $token" -H 'x-ms-version: 2021-10-04' \
    "https://localhost:${BLOB_PORT:-10000}/devstoreaccount1/?comp=list"
