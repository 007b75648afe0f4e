package io.jamey.logging;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys and tokens that tell by their beginning whose they are, as their issuers document them.
final class TokenShapes implements SecretRule {
    /// No token that is known here is longer.
    private static final int LENGTH_MAX = 512;

    private static final String WORD = "[A-Za-z0-9]";
    private static final String URL_SAFE = "[A-Za-z0-9_-]";
    private static final String HEX = "[0-9a-fA-F]";

    /// What begins with a prefix that ordinary words share has a digit in it.
    private static final String WITH_DIGIT = "(?=[A-Za-z_-]{0,48}+[0-9])";

    static final List<Shape> ALL = List.of(
            new Shape("Jamey", "jamey_", WORD + "{8}_" + WORD + "{8,64}+"),
            // models
            new Shape("OpenAI, Anthropic, OpenRouter, Langfuse", "sk-", WITH_DIGIT + URL_SAFE + "{16,256}+"),
            new Shape("OpenAI session", "sess-", WITH_DIGIT + WORD + "{24,64}+"),
            new Shape("Hugging Face", "hf_", WORD + "{30,64}+"),
            new Shape("Hugging Face organisation", "api_org_", WORD + "{30,64}+"),
            new Shape("Replicate", "r8_", WORD + "{30,64}+"),
            new Shape("Groq", "gsk_", WORD + "{30,96}+"),
            new Shape("Perplexity", "pplx-", WORD + "{30,96}+"),
            new Shape("xAI", "xai-", WORD + "{30,128}+"),
            new Shape("Voyage", "pa-", WITH_DIGIT + URL_SAFE + "{40,64}+"),
            new Shape("Jina", "jina_", URL_SAFE + "{30,96}+"),
            new Shape("Tavily", "tvly-", WITH_DIGIT + URL_SAFE + "{16,96}+"),
            new Shape("NVIDIA", "nvapi-", URL_SAFE + "{40,128}+"),
            new Shape("Cerebras", "csk-", WORD + "{30,96}+"),
            new Shape("Fireworks", "fw_", WORD + "{20,64}+"),
            new Shape("Pinecone", "pcsk_", "[A-Za-z0-9_]{30,128}+"),
            new Shape("LangSmith", "lsv2_", "(?:pt|sk)_[0-9a-f_]{30,128}+"),
            // clouds
            new Shape("AWS key id", "A", "(?:KIA|SIA|GPA|IDA|ROA|NPA|NVA|IPA|BIA|CCA)[A-Z0-9]{16}+"),
            new Shape("AWS Bedrock", "ABSK", "[A-Za-z0-9+/]{40,300}+={0,2}"),
            new Shape("Google API", "AIza", URL_SAFE + "{30,40}+"),
            new Shape("Google OAuth", "ya29.", "[A-Za-z0-9._-]{20,400}+"),
            new Shape("Google refresh", "1//0", URL_SAFE + "{20,200}+"),
            new Shape("Google client", "GOCSPX-", URL_SAFE + "{20,64}+"),
            new Shape("DigitalOcean", "do", "[opr]_v1_" + HEX + "{40,80}+"),
            new Shape("Heroku", "HRKU-", URL_SAFE + "{30,80}+"),
            new Shape("Fly", "FlyV1 ", "fm[12][a-z]?_[A-Za-z0-9+/=,_-]{20,400}+"),
            new Shape("Alibaba", "LTAI", WORD + "{12,32}+"),
            new Shape("Databricks", "dapi", "[0-9a-f]{30,40}+"),
            new Shape("Supabase", "sb", "(?:p|_secret)_" + URL_SAFE + "{20,64}+"),
            new Shape("PlanetScale", "pscale_", "(?:tkn|pw|oauth)_" + URL_SAFE + "{30,64}+"),
            new Shape("Neon", "napi_", WORD + "{30,96}+"),
            // code
            new Shape("GitHub", "gh", "[pousr]_" + WORD + "{30,255}+"),
            new Shape("GitHub fine-grained", "github_pat_", "[A-Za-z0-9_]{22,255}+"),
            new Shape(
                    "GitLab",
                    "gl",
                    "(?:pat|ptt|rt|dt|oas|soat|cbt|ft|ffct|imt|agent)-(?:t[0-9]_)?" + URL_SAFE + "{16,128}+"),
            new Shape("npm", "npm_", WORD + "{30,64}+"),
            new Shape("PyPI", "pypi-", URL_SAFE + "{50,400}+"),
            new Shape("RubyGems", "rubygems_", "[0-9a-f]{40,64}+"),
            new Shape("NuGet", "oy2", "[a-z0-9]{40,48}+"),
            new Shape("crates.io", "cio", WITH_DIGIT + WORD + "{32}+"),
            new Shape("Docker", "dckr_", "(?:pat|oat)_" + URL_SAFE + "{20,64}+"),
            new Shape("Terraform", "", "[A-Za-z0-9]{14}\\.atlasv1\\." + URL_SAFE + "{40,128}+"),
            new Shape("Vault", "hv", "[sbr]\\." + URL_SAFE + "{20,300}+"),
            new Shape("Doppler", "dp.", "(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{30,96}+"),
            new Shape("1Password", "ops_", URL_SAFE + "{40,400}+"),
            new Shape("Pulumi", "pul-", HEX + "{40}+"),
            new Shape("Sentry", "sntry", "[su]_[A-Za-z0-9+/=_-]{30,300}+"),
            new Shape("Grafana", "gl", "(?:sa|c)_[A-Za-z0-9+/=_]{30,300}+"),
            new Shape("New Relic", "NR", "(?:AK|IQ|JS|II)-[A-Z0-9]{20,40}+"),
            new Shape("PostHog", "ph", "[cxs]_" + WORD + "{30,64}+"),
            new Shape("Postman", "PMAK-", HEX + "{20,32}-" + HEX + "{30,40}+"),
            new Shape("Tailscale", "tskey-", URL_SAFE + "{16,96}+"),
            new Shape("age", "AGE-SECRET-KEY-1", "[A-Z0-9]{40,64}+"),
            // messages, mail, work
            new Shape("Slack", "xox", "[abceoprs](?:\\.[a-z]{2,6})?-[A-Za-z0-9-]{10,255}+"),
            new Shape("Slack app", "xapp-", "[A-Za-z0-9-]{20,255}+"),
            new Shape("Slack hook", "hooks.slack.com/", "(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,128}+"),
            new Shape("Discord hook", "discord", "(?:app)?\\.com/api/webhooks/[0-9]{5,24}/" + URL_SAFE + "{20,128}+"),
            new Shape("Telegram", "", "[0-9]{8,12}:AA" + URL_SAFE + "{30,40}+"),
            new Shape("SendGrid", "SG.", URL_SAFE + "{16,64}\\." + URL_SAFE + "{16,64}+"),
            new Shape("Mailgun", "key-", HEX + "{32}+"),
            new Shape("Mailchimp", "", "[0-9a-f]{32}-us[0-9]{1,2}"),
            new Shape("Brevo", "xkeysib-", "[a-z0-9-]{40,128}+"),
            new Shape("Twilio", "SK", "[0-9a-f]{32}+"),
            new Shape("Linear", "lin_", "(?:api|oauth)_" + WORD + "{30,96}+"),
            new Shape("Notion", "ntn_", WORD + "{30,64}+"),
            new Shape("Notion, older", "secret_", WORD + "{40,48}+"),
            new Shape("Airtable", "pat", WORD + "{14}\\.[0-9a-f]{40,80}+"),
            new Shape("Atlassian", "AT", "[AC]TT3[A-Za-z0-9_=-]{40,300}+"),
            new Shape("Figma", "fig", "[dour]_" + URL_SAFE + "{30,64}+"),
            new Shape("Dropbox", "sl.", "(?:u\\.)?" + URL_SAFE + "{60,300}+"),
            new Shape("Netlify", "nf", "[a-z]_" + WORD + "{30,64}+"),
            new Shape("Facebook", "EAA", WITH_DIGIT + WORD + "{40,300}+"),
            // money
            new Shape("Stripe", "", "(?:sk|rk|pk)_(?:live|test|prod)_" + WORD + "{10,128}+"),
            new Shape("Stripe hook", "whsec_", "[A-Za-z0-9+/=]{20,96}+"),
            new Shape("Square", "sq0", "(?:atp|csp|idp)-" + URL_SAFE + "{20,64}+"),
            new Shape("Square, newer", "EAAA", URL_SAFE + "{40,80}+"),
            new Shape("Shopify", "shp", "(?:at|ca|pa|ss|tka)_" + HEX + "{30,40}+"),
            new Shape("PayPal", "access_token$", "(?:production|sandbox)\\$[0-9a-z]{10,20}\\$[0-9a-f]{30,40}+"));

    private final Map<Character, List<Shape>> byFirst = new HashMap<>();
    private final List<Shape> anywhere = new ArrayList<>();

    /// @param prefix how it begins, as it is written; empty where its beginning differs
    /// @param rest what follows, as a regular expression that never steps back far
    record Shape(String issuer, String prefix, Pattern rest) {
        Shape(String issuer, String prefix, String rest) {
            this(issuer, prefix, Pattern.compile(rest));
        }

        /// The end of a token that begins here, or -1.
        private int end(CharSequence text, int at) {
            for (int i = 0; i < prefix.length(); i++) {
                if (at + i >= text.length() || text.charAt(at + i) != prefix.charAt(i)) {
                    return -1;
                }
            }
            int from = at + prefix.length();
            Matcher matcher = rest.matcher(text).region(from, Math.min(text.length(), from + LENGTH_MAX));
            return matcher.lookingAt() ? matcher.end() : -1;
        }
    }

    TokenShapes(List<Shape> shapes) {
        for (Shape shape : shapes) {
            if (shape.prefix().isEmpty()) {
                anywhere.add(shape);
            } else {
                byFirst.computeIfAbsent(shape.prefix().charAt(0), _ -> new ArrayList<>())
                        .add(shape);
            }
        }
    }

    @Override
    public void mark(CharSequence text, BitSet secret) {
        int at = 0;
        while (at < text.length()) {
            int end =
                    Characters.isLetterOrDigit(text.charAt(at)) && Characters.beginsWord(text, at) ? end(text, at) : -1;
            if (end > at) {
                secret.set(at, end);
            }
            at = Math.max(at + 1, end);
        }
    }

    private int end(CharSequence text, int at) {
        int end = -1;
        for (Shape shape : byFirst.getOrDefault(text.charAt(at), List.of())) {
            end = Math.max(end, shape.end(text, at));
        }
        for (Shape shape : anywhere) {
            end = Math.max(end, shape.end(text, at));
        }
        return end;
    }
}
