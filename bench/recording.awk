# Draws what bench/compare recorded as an animated SVG: lines appear when they were printed, bars grow until the sign-in ended.
# Input, separated by tabs: program (0, 1), milliseconds, line; end0, end1: when it ended, and as text; token0, token1: a token's time.
# Where motion is not wanted (prefers-reduced-motion), everything is there from the start.
BEGIN { FS = "\t"; columns = 104; rows[0] = rows[1] = 0 }

$1 ~ /^end/ { ended[substr($1, 4)] = $2; signed_in[substr($1, 4)] = $3; next }
$1 ~ /^token/ { token[substr($1, 6)] = $3; next }
{
    for (rest = $3; ; rest = substr(rest, columns + 1)) {
        at[$1, rows[$1]] = $2
        text[$1, rows[$1]++] = substr(rest, 1, columns)
        if (length(rest) <= columns) break
    }
}

function escaped(raw) {
    gsub(/&/, "\\&amp;", raw)
    gsub(/</, "\\&lt;", raw)
    return raw
}

function line(x, y, class, milliseconds, content) {
    printf "<text x=\"%d\" y=\"%d\" class=\"%s\" style=\"animation-delay:%.2fs\">%s</text>\n",
        x, y, class, milliseconds / 1000 / speed, escaped(content)
}

END {
    longest = (ended[0] > ended[1]) ? ended[0] : ended[1]
    for (speed = 1; longest / speed > 20000; speed++); # at most 20 s
    height = 64
    for (which = 0; which <= 1; which++) { top[which] = height; height += 118 + 18 * rows[which] }
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 880 %d\" width=\"880\" height=\"%d\" role=\"img\" aria-labelledby=\"t d\">\n", height, height
    printf "<title id=\"t\">az login with %d tenants: %s in %s, %s in %s</title>\n", tenants, first, signed_in[0], second, signed_in[1]
    printf "<desc id=\"d\">Made by ./demo --compare. Both programs sign in to the same sandbox. A cached token takes %s and %s.</desc>\n", token[0], token[1]
    print "<style>"
    print "text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",monospace;fill:#d6deeb;white-space:pre}"
    print ".h{font-weight:bold;fill:#fff}.c{fill:#82aaff}.n{fill:#9aa7bd}.r{font-weight:bold;fill:#addb67}"
    print ".l,.r{visibility:hidden;animation:show 1ms linear forwards}.b{transform:scaleX(0);animation:grow linear forwards}"
    print "@keyframes show{to{visibility:visible}}@keyframes grow{to{transform:none}}"
    print "@media (prefers-reduced-motion:reduce){.l,.r{visibility:visible;animation:none}.b{transform:none;animation:none}}"
    print "</style>"
    printf "<rect width=\"880\" height=\"%d\" rx=\"10\" fill=\"#0b1220\"/>\n", height
    printf "<text x=\"24\" y=\"36\" class=\"n\">az login with %d tenants in one local sandbox, where each answer takes %d ms.%s</text>\n",
        tenants, delay, (speed > 1 ? " Played " speed " times faster." : "")
    for (which = 0; which <= 1; which++) {
        y = top[which]
        printf "<text x=\"24\" y=\"%d\" class=\"h\">%s</text>\n", y + 10, escaped((which ? second : first))
        printf "<text x=\"24\" y=\"%d\" class=\"c\">$ az login --use-device-code --query \"length(@)\"</text>\n", y + 34
        for (row = 0; row < rows[which]; row++) line(24, y + 52 + 18 * row, "l", at[which, row], text[which, row])
        y += 44 + 18 * rows[which]
        printf "<rect x=\"24\" y=\"%d\" width=\"832\" height=\"8\" rx=\"4\" fill=\"#1d2a44\"/>\n", y
        printf "<rect x=\"24\" y=\"%d\" width=\"%.0f\" height=\"8\" rx=\"4\" fill=\"%s\" class=\"b\" style=\"transform-origin:24px 0;animation-duration:%.2fs\"/>\n",
            y, 832 * ended[which] / longest + 0.5, (which ? "#ef8c6a" : "#addb67"), ended[which] / 1000 / speed
        line(24, y + 32, "r", ended[which], "Signed in after " signed_in[which] ". Then a token from the cache: " token[which] ".")
    }
    print "</svg>"
}
