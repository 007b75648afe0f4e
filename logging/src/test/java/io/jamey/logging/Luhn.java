package io.jamey.logging;

/// The check digit of card numbers, written down a second time: by its table of doubled digits.
final class Luhn {
    private static final int[] DOUBLED = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};

    private Luhn() {}

    static boolean holds(String digits) {
        int sum = 0;
        boolean doubles = digits.length() % 2 == 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            sum += doubles ? DOUBLED[digit] : digit;
            doubles = !doubles;
        }
        return sum % 10 == 0;
    }
}
