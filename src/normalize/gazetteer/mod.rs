//! Place names to points, radii and regions.
