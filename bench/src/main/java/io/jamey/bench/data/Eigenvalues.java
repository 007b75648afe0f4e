package io.jamey.bench.data;

import java.util.Arrays;

/// Eigenvalues of a symmetric matrix by Jacobi's rotations (Golub, Van Loan: Matrix Computations, 8.5): slow,
/// short and exact.
final class Eigenvalues {
    private static final int SWEEPS_MAX = 30;
    private static final double NOTHING = 1e-22;

    private Eigenvalues() {}

    /// All of them, smallest first. The matrix is used up.
    static double[] of(double[][] matrix) {
        int n = matrix.length;
        for (int sweep = 0; sweep < SWEEPS_MAX && outside(matrix) > NOTHING; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(matrix, p, q);
                }
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = matrix[i][i];
        }
        Arrays.sort(values);
        return values;
    }

    /// How much still lies outside the diagonal.
    private static double outside(double[][] matrix) {
        double squares = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < i; j++) {
                squares += matrix[i][j] * matrix[i][j];
            }
        }
        return squares;
    }

    /// Turns two axes so that their entry becomes zero.
    private static void rotate(double[][] a, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double ratio = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double tangent = Math.copySign(1, ratio) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            a[k][p] = cosine * kp - sine * a[k][q];
            a[k][q] = sine * kp + cosine * a[k][q];
        }
        double[] rowP = a[p];
        double[] rowQ = a[q];
        for (int k = 0; k < a.length; k++) {
            double pk = rowP[k];
            rowP[k] = cosine * pk - sine * rowQ[k];
            rowQ[k] = sine * pk + cosine * rowQ[k];
        }
    }
}
