package io.argosy.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.argosy.model.AccountRegion;
import io.argosy.shapes.Member;
import io.argosy.shapes.Shape;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The page tokens of one list: of one operation, account and region, asked with the same members. A token names the
/// last item shown and carries a mark of its list, so that the token of any other list, or one that somebody made up,
/// is known at once. Nothing is kept between pages, and a token outlives a restart.
public final class PageTokens {
    private static final int MARK = 16;
    /// What may differ from page to page.
    private static final Set<String> NOT_OF_THE_LIST =
            Set.of("nextToken", "maxResults", "NextToken", "MaxResults", "Marker", "MaxItems");

    private final String list;

    private PageTokens(String list) {
        this.list = list;
    }

    /// Of the list that `request` asks for.
    public static PageTokens of(AccountRegion realm, Shape request) {
        var list = new StringBuilder();
        part(list, request.structure().service().name());
        part(list, request.structure().name());
        part(list, realm.account());
        part(list, realm.region());
        List<Member> members = request.structure().members();
        for (int i = 0; i < members.size(); i++) {
            Object value = request.value(i);
            if (value != null && !NOT_OF_THE_LIST.contains(members.get(i).name())) {
                part(list, members.get(i).name());
                part(list, value.toString());
            }
        }
        return new PageTokens(list.toString());
    }

    /// Each part with its length before it, so that no two lists read alike.
    private static void part(StringBuilder list, String text) {
        list.append(text.length()).append(':').append(text);
    }

    /// The token of the page behind the item with this key.
    public String behind(String key) {
        byte[] text = key.getBytes(UTF_8);
        byte[] token = Arrays.copyOf(mark(text), MARK + text.length);
        System.arraycopy(text, 0, token, MARK, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /// The key that a token of this list stands behind; nothing for any other text.
    public Optional<String> key(String token) {
        byte[] bytes = decoded(token);
        if (bytes.length < MARK) {
            return Optional.empty();
        }
        byte[] text = Arrays.copyOfRange(bytes, MARK, bytes.length);
        boolean ours = MessageDigest.isEqual(Arrays.copyOf(bytes, MARK), mark(text));
        return ours ? Optional.of(new String(text, UTF_8)) : Optional.empty();
    }

    private static byte[] decoded(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private byte[] mark(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(list.getBytes(UTF_8));
            digest.update((byte) 0);
            return Arrays.copyOf(digest.digest(key), MARK);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
