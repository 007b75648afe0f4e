package io.jamey.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/// Over 300 shapes of secrets, filled at random: tokens by their issuers, values by their names, and the rest.
final class SecretCorpus {
    private static final List<String> TOKENS = List.of(
            "jamey_Ab3dEf7h_{A49}",
            "sk-proj-{u48}",
            "sk-{A48}",
            "sk-ant-api03-{u80}",
            "sk-or-v1-{h64}",
            "sk-lf-{h32}",
            "sk-svcacct-{u60}",
            "sess-{A40}",
            "hf_{A34}",
            "api_org_{A34}",
            "r8_{A37}",
            "gsk_{A52}",
            "pplx-{A48}",
            "xai-{A80}",
            "pa-{u43}",
            "jina_{h32}",
            "tvly-dev-{A32}",
            "nvapi-{u64}",
            "csk-{A48}",
            "fw_{A24}",
            "pcsk_{A5}_{A63}",
            "lsv2_pt_{h32}_{h10}",
            "lsv2_sk_{h32}_{h10}",
            "AKIA{U16}",
            "ASIA{U16}",
            "AROA{U16}",
            "ABSK{b109}=",
            "AIza{u35}",
            "ya29.{u68}",
            "1//0{u44}",
            "GOCSPX-{u28}",
            "dop_v1_{h64}",
            "doo_v1_{h64}",
            "HRKU-{u60}",
            "FlyV1 fm2_{A60}",
            "LTAI{A20}",
            "dapi{h32}",
            "sbp_{h40}",
            "sb_secret_{u31}",
            "pscale_tkn_{u43}",
            "pscale_pw_{u43}",
            "napi_{A64}",
            "ghp_{A36}",
            "gho_{A36}",
            "ghu_{A36}",
            "ghs_{A36}",
            "ghr_{A36}",
            "github_pat_{A22}_{A59}",
            "glpat-{u20}",
            "glrt-{u20}",
            "gldt-{u20}",
            "npm_{A36}",
            "pypi-AgEIcHlwaS5vcmc{u120}",
            "rubygems_{h48}",
            "oy2{h43}",
            "cio{A32}",
            "dckr_pat_{u27}",
            "dckr_oat_{u32}",
            "{A14}.atlasv1.{u64}",
            "hvs.{u24}",
            "hvb.{u100}",
            "dp.pt.{A43}",
            "dp.st.dev.{A43}",
            "ops_{u120}",
            "pul-{h40}",
            "sntrys_{A80}",
            "sntryu_{h64}",
            "glsa_{A32}_{h8}",
            "glc_{A60}",
            "NRAK-{U27}",
            "NRIQ-{U32}",
            "phc_{A43}",
            "phx_{A43}",
            "PMAK-{h24}-{h34}",
            "tskey-auth-{A12}-{A32}",
            "AGE-SECRET-KEY-1{U58}",
            "xoxb-{D12}-{D12}-{A24}",
            "xoxp-{D12}-{D12}-{A32}",
            "xoxe.xoxp-1-{A60}",
            "xapp-1-A{U10}-{D12}-{h64}",
            "https://hooks.slack.com/services/T{U8}/B{U8}/{A24}",
            "https://discord.com/api/webhooks/{D18}/{u68}",
            "{D10}:AA{u33}",
            "SG.{u22}.{u43}",
            "key-{h32}",
            "{h32}-us12",
            "xkeysib-{h64}-{A16}",
            "SK{h32}",
            "lin_api_{A40}",
            "ntn_{A46}",
            "secret_{A43}",
            "pat{A14}.{h64}",
            "ATATT3{A80}=",
            "ATCTT3{A80}=",
            "figd_{u40}",
            "sl.u.{u130}",
            "nfp_{A36}",
            "EAAB{A80}",
            "sk_live_{A24}",
            "sk_test_{A24}",
            "rk_live_{A24}",
            "pk_live_{A24}",
            "whsec_{A32}",
            "sq0atp-{u22}",
            "sq0csp-{u43}",
            "EAAA{A10}-{u40}",
            "shpat_{h32}",
            "shpss_{h32}",
            "access_token$production${h16}${h32}");

    private static final List<String> NAMES = List.of(
            "password",
            "PASSWORD",
            "Password",
            "passwd",
            "pwd",
            "db_password",
            "dbPassword",
            "DB_PASS",
            "user.password",
            "spring.datasource.password",
            "passphrase",
            "ssh-passphrase",
            "passcode",
            "secret",
            "client_secret",
            "clientSecret",
            "CLIENT-SECRET",
            "token",
            "access_token",
            "accessToken",
            "refresh_token",
            "id_token",
            "authToken",
            "X-Auth-Token",
            "csrf_token",
            "api_key",
            "apiKey",
            "API-KEY",
            "x-api-key",
            "X-Api-Key",
            "OPENAI_API_KEY",
            "JAMEY_EMBEDDINGS_KEY",
            "secret_key",
            "SECRET_KEY_BASE_value",
            "private_key",
            "privateKey",
            "signing.key",
            "encryptionKey",
            "AccountKey",
            "SharedAccessKey",
            "aws_secret_access_key",
            "awsSecretAccessKey",
            "AWS_SESSION_TOKEN",
            "credentials",
            "credential",
            "keystore_password",
            "tls.keystore_password",
            "JSESSIONID",
            "PHPSESSID",
            "connection_string",
            "mnemonic",
            "otp",
            "jwt",
            "dsn",
            "sig",
            "X-Amz-Signature",
            "X-Amz-Security-Token",
            "password_hash",
            "oldPassword",
            "password1",
            "master_key",
            "session_key",
            "webhook_key",
            "Mcp-Session-Id");

    /// `$` is the name. The first form suits all names.
    private static final List<String> FORMS = List.of(
            "$={A20}",
            "$: {A20}",
            "\"$\":\"{A20}\"",
            "\"$\" : \"{A20}\", \"user\": \"ann\"",
            "'$': '{A20}'",
            "{\\\"$\\\":\\\"{A20}\\\",\\\"n\\\":1}",
            "user=ann&$={A20}&x=1",
            "https://example.org/?$={A20}#top",
            "$ = \"{A20}\"",
            "<$>{A20}</$>",
            "<login $=\"{A20}\" user=\"ann\"/>",
            "--$ {A20}",
            "--$={A20}",
            "$ => {A20}",
            "$ -> {A20}",
            "$:={A20}",
            "Login[user=ann, $={A20}]",
            "{$={A20}, user=ann}",
            "{\"$\":[\"{A20}\",\"b\"]}",
            "{\"$\":{\"value\":\"{A20}\"}}",
            "$=ab;{A12}!",
            "$=ab,{A16}",
            "set_$(\"{A20}\")",
            "(\"$\", \"{A20}\")",
            "{\"name\":\"$\",\"value\":\"{A20}\"}",
            "name: $, value: {A20}",
            "$%3D{A20}",
            "$\\u003d{A20}",
            "$: {w8} {w8} {w8}",
            "$: |\n  {A20}\n",
            "$=Bearer {A20}",
            "\n  $:   {A20}\n",
            "\"$\":{D12}",
            "$\t=\t{A20}",
            "a refused $: '{A20}' is wrong",
            "$=[{A20}",
            "$=\\\"{A20}\\\"",
            "\\\\\\\"$\\\\\\\":\\\\\\\"{A20}\\\\\\\"",
            "curl -H '$: {A20}' https://example.org",
            "$={A20}\nuser=ann");

    private static final List<String> OTHERS = List.of(
            "postgres://ann:{A16}@db.example.org:5432/memory",
            "postgresql://ann:{A8}/{A8}@db/memory",
            "redis://:{A16}@cache:6379/0",
            "rediss://{A16}@cache:6379",
            "mongodb+srv://ann:{A16}@cluster0.example.org/?w=1",
            "amqp://guest:{A16}@mq/%2f",
            "https://{A20}@github.com/ann/repo.git",
            "https://ann:{A20}@example.org/a?b=c",
            "jdbc:postgresql://db/memory?user=ann&password={A16}",
            "jdbc:mysql://ann:{A16}@db:3306/memory",
            "jdbc:sqlserver://db;user=sa;password={A16};encrypt=true",
            "jdbc:oracle:thin:scott/{A16}@db:1521/x",
            "Server=db;User Id=sa;Pwd={A16};Encrypt=true",
            "smtp://ann%40example.org:{A16}@mail.example.org:587",
            "clone of ssh://git:{A16}@example.org failed",
            "ftp://ann:{A10}@{A6}@files.example.org/",
            "AccountName=a;AccountKey={b86}==;EndpointSuffix=core.windows.net",
            "Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey={b43}=",
            "https://a.blob.core.windows.net/c?sv=2024&sig={A40}%3D&se=2026",
            "Authorization: Bearer {A40}",
            "authorization=Bearer {A40}",
            "Authorization: Basic {A24}",
            "Authorization: {A40}",
            "Proxy-Authorization: NTLM {b40}",
            "Authorization: Digest username=\"ann\", response=\"{h32}\", uri=\"/\"",
            "Authorization: AWS4-HMAC-SHA256 Credential=AK/2026/s3/aws4_request, Signature={h64}",
            "{Authorization=[Bearer {A40}], Accept=[*/*]}",
            "headers {\"Authorization\":[\"Token {A40}\"]}",
            "Bearer {A32}",
            "bearer {u40} was refused",
            "sent with Bearer%20{A32}",
            "DPoP {A40}",
            "ApiKey {A32}",
            "Cookie: session={A24}; theme=dark",
            "Set-Cookie: sid={A24}; Path=/; HttpOnly",
            "cookie: a=b; c={A24}",
            "-----BEGIN PRIVATE KEY-----\n{b64}\n{b64}\n-----END PRIVATE KEY-----",
            "-----BEGIN RSA PRIVATE KEY-----\\n{b64}\\n{b64}\\n-----END RSA PRIVATE KEY-----",
            "-----BEGIN OPENSSH PRIVATE KEY-----\r\n{b64}\r\n{b60}",
            "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{b64}\n=abcd\n",
            "-----BEGIN ENCRYPTED PRIVATE KEY----- {b64} -----END ENCRYPTED PRIVATE KEY----- and more",
            "eyJ{A20}.{A60}.{A43}",
            "eyJ{A20}..{A20}.{A60}.{A22}",
            "token eyJ{A20}.{A60}. unsigned",
            "{\"kty\":\"RSA\",\"n\":\"abc\",\"d\":\"{A40}\"}",
            "{\"kty\":\"oct\",\"k\":\"{u43}\"}",
            "otpauth://totp/Jamey:ann?secret={U32}&issuer=Jamey",
            "the API key: {A20}",
            "the secret access key: {A20}");

    private final List<Template.Filled> all = new ArrayList<>();

    SecretCorpus(long seed) {
        var random = new SplittableRandom(seed);
        fill(TOKENS, random);
        fill(OTHERS, random);
        for (int i = 0; i < NAMES.size(); i++) {
            for (int form : new int[] {0, 2, i % FORMS.size()}) {
                String text = FORMS.get(form).replace("$", NAMES.get(i));
                all.add(new Template(text, text).fill(random));
            }
        }
        for (int i = 0; i < FORMS.size(); i++) {
            String text = FORMS.get(i).replace("$", NAMES.get(i * 7 % 30));
            all.add(new Template(text, text).fill(random));
        }
        all.add(basic(random));
        for (String issuer : new String[] {"4", "51", "37", "6011"}) {
            all.add(card(issuer, random));
        }
    }

    /// Texts that hold a secret.
    List<Template.Filled> all() {
        return all;
    }

    private void fill(List<String> templates, SplittableRandom random) {
        for (String template : templates) {
            all.add(new Template(template, template).fill(random));
        }
    }

    private static Template.Filled basic(SplittableRandom random) {
        var user = new Template("", "ann:{A24}").fill(random);
        String encoded = Base64.getEncoder().encodeToString(user.text().getBytes(UTF_8));
        return new Template.Filled("Basic", "sent Basic " + encoded + " to it", encoded);
    }

    private static Template.Filled card(String issuer, SplittableRandom random) {
        int length = issuer.equals("37") ? 15 : 16;
        var digits = new StringBuilder(issuer);
        while (digits.length() < length - 1) {
            digits.append(random.nextInt(10));
        }
        for (char check = '0'; ; check++) {
            String number = digits.toString() + check;
            if (Luhn.holds(number)) {
                return new Template.Filled("card " + issuer, "paid with " + number + " today", number);
            }
        }
    }
}
