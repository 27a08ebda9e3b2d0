package dev.velocity.bridge;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/// Whatever Alertmanager's address sends is warnings and refusals, or one refusal of the whole; what is taken can be
/// shown.
public final class WebhookFuzz {
    private WebhookFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        var body = data.consumeRemainingAsBytes();
        Webhook webhook;
        try {
            webhook = Webhook.read(body, body.length, WebhookTest.NOON);
        } catch (Webhook.Unreadable refused) {
            if (refused.code().isBlank() || refused.detail().length() > 500) throw new AssertionError(refused.detail());
            return;
        }
        for (var warning : webhook.warnings()) {
            if (warning.title().codePoints().anyMatch(WebhookFuzz::unseen)
                    || warning.words().codePoints().anyMatch(WebhookFuzz::unseen))
                throw new AssertionError(warning.toString());
        }
        for (var refusal : webhook.refused()) if (refusal.length() > 300) throw new AssertionError(refusal);
    }

    private static boolean unseen(int code) {
        return Character.isISOControl(code)
                || Character.getType(code) == Character.FORMAT
                || Character.getType(code) == Character.SURROGATE;
    }
}
